/** Hands an application in: materials first, then the packet. Every step may be repeated. */

import type { GatewayClient } from '../gateway/client.ts';
import type { Receipt } from '../gateway/types.ts';
import type { Application } from './application.ts';

/** How far it is: files sent of all files, then the packet. */
export interface Sending {
  sent: number;
  files: number;
}

/**
 * Sends what the packet cites and then the packet itself.
 *
 * @throws GatewayProblem when the gateway refuses, or cannot be reached after several tries; the draft stays.
 */
export async function submit(
  application: Application,
  gateway: GatewayClient,
  tell: (sending: Sending) => void,
): Promise<Receipt> {
  await application.save();
  const packet = application.packet();
  const cited = new Set<string>();
  for (const material of Object.values(packet.materials)) {
    for (const file of material.files ?? []) cited.add(file.sha256);
  }
  let sent = 0;
  tell({ sent, files: cited.size });
  for (const digest of cited) {
    const bytes = application.file(digest);
    if (!bytes) throw new Error(`the bytes of a cited file are gone: ${digest}`);
    await gateway.putMaterial(packet.id, digest, bytes);
    sent += 1;
    tell({ sent, files: cited.size });
  }
  return gateway.submit(packet);
}
