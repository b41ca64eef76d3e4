/** The whole flow over stand-ins, to look at: `npm run story --workspace www/elements`, then `/?counter`, `/?kiosk` … */

import { TbApp } from '../../src/app/app.ts';
import { MemoryDrafts } from '../../src/flow/drafts.ts';
import { Flow } from '../../src/flow/flow.ts';
import { BANK, COUNTER, KIOSK, PORTAL } from '../../src/flow/profile.ts';
import { GatewayClient } from '../../src/gateway/client.ts';
import { FakeEngine } from '../fake-engine.ts';
import { FakeGateway } from '../fake-gateway.ts';
import '../../src/styles/page.css';

const profile = [BANK, COUNTER, KIOSK, PORTAL].find((entry) => location.search.includes(entry.channel)) ?? PORTAL;
if (profile === KIOSK) await import('../../../../kiosk/src/kiosk.css');
if (profile === COUNTER) await import('../../../counter/src/counter.css');
const gateway = new GatewayClient(new FakeGateway().fetch);
const flow = new Flow({ engine: new FakeEngine(), gateway, drafts: new MemoryDrafts(), profile, lang: 'zh-Hans' });
await flow.start();
const app = new TbApp();
app.flow = flow;
document.body.append(app);
