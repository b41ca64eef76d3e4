/**
 * 可办事项主动感知: what a person might do now, by what the card and the registers know of them.
 *
 * It is asked for by the person, never looked up behind their back. Each register fact is asked once, through an item
 * that may ask it; nothing of it is kept.
 */

import type { Engine, Lang, Suggestion, WireValue } from '../engine/port.ts';
import { unknownReason } from '../gateway/client.ts';
import { GatewayProblem } from '../gateway/problem.ts';
import type { Lookup } from '../gateway/types.ts';
import { askableFacts } from './prefill.ts';

export interface Asking {
  engine: Engine;
  lookUp: (item: string, facts: string[]) => Promise<Lookup>;
  channel: string;
  audience: 'person' | 'unit';
  asOf: string;
  lang: Lang;
  card: Record<string, WireValue> | undefined;
  /** Whether the person who asked is still there: nothing more is looked up for anybody else. */
  meant: () => boolean;
}

const FACT = /^[A-Za-z][A-Za-z0-9]*$/;

/** How every item of the channel stands for the person. */
export async function gather(asking: Asking): Promise<Suggestion[]> {
  const { engine, asOf, audience, channel, lang } = asking;
  const known: Record<string, WireValue> = {};
  const asked = new Set<string>();
  const suggest = () => engine.suggest(known, { asOf, audience, channel, lang });
  const ask = async (item: string, facts: string[]) => {
    const open = facts.filter((fact) => !(fact in known) && !asked.has(fact));
    for (const fact of open) asked.add(fact);
    if (open.length > 0 && asking.meant()) take(known, await answered(asking, item, open));
  };
  for (const { item } of suggest()) {
    const session = engine.open(item.id, { asOf, lang });
    const view = session.view();
    session.close();
    for (const field of view.fields) {
      const read = field.sources.filter((source) => source.startsWith('card:')).map((source) => asking.card?.[source.slice(5)]);
      const value = read.find((entry) => entry !== undefined && entry !== null);
      if (value !== undefined) known[field.fact] = value;
    }
    await ask(item.id, askableFacts(view));
  }
  for (const one of suggest()) {
    const hidden = one.missing.filter((cause) => cause.reason === 'unreachable' && FACT.test(cause.what));
    await ask(one.item.id, hidden.map((cause) => cause.what));
  }
  return suggest();
}

function take(known: Record<string, WireValue>, lookup: Lookup | undefined): void {
  for (const [fact, answer] of Object.entries(lookup?.answers ?? {})) {
    if (unknownReason(answer) === undefined) known[fact] = answer as WireValue;
  }
}

/** A register that does not answer leaves the facts unknown. */
async function answered(asking: Asking, item: string, facts: string[]): Promise<Lookup | undefined> {
  try {
    return await asking.lookUp(item, facts);
  } catch (problem) {
    if (problem instanceof GatewayProblem) return undefined;
    throw problem;
  }
}
