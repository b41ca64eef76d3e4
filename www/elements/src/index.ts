/** What the channels use. */

export { boot } from './app/boot.ts';
export { Flow, type FlowParts } from './flow/flow.ts';
export { BANK, COUNTER, KIOSK, PORTAL, type ChannelProfile } from './flow/profile.ts';
export { GatewayClient } from './gateway/client.ts';
export { GatewayProblem } from './gateway/problem.ts';
export type * from './engine/port.ts';
