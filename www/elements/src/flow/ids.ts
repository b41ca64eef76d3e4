/** Random ids and digests, made by the host: the engine has neither random numbers nor a clock. */

/** A random 128-bit packet id: 32 lower-case hex digits. */
export function newPacketId(): string {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

/** SHA-256 of `bytes` in lower-case hex. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** Today's civil date at the office (`YYYY-MM-DD`), wherever the device believes to be. */
export function officeToday(now: Date = new Date()): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now);
  const part = (type: string) => parts.find((entry) => entry.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
