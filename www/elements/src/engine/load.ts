/** Loads the module that the gateway says is in force. The only file that imports the engine's package. */

import { load } from '@tongban/engine';
import type { GatewayClient } from '../gateway/client.ts';
import type { Engine, Lang } from './port.ts';

/**
 * The engine with the module in force, checked against its digest.
 *
 * @throws when the module cannot be fetched, is cut short, or has other bytes than its digest says.
 */
export async function loadEngine(gateway: GatewayClient, lang: Lang): Promise<Engine> {
  const { digest } = await gateway.currentModule();
  return load(`/v1/modules/${digest}.wasm`, { digest, lang });
}
