/** Answers that need not be asked: from the card on the reader, and from the registers about the verified person. */

import type { Changes, Engine, Field, Session, UnknownReason, View, WireValue } from '../engine/port.ts';
import { unknownReason } from '../gateway/client.ts';
import type { Lookup } from '../gateway/types.ts';

/** Facts of the form that a register may answer and nothing has answered yet. */
export function askableFacts(view: View): string[] {
  return view.fields
    .filter((field) => field.widget.type !== 'group' && untouched(field) && from(field, 'register:').length > 0)
    .map((field) => field.fact);
}

/** Facts that the items of a bundle that take part ask for; none: an item, which asks for all of its own. */
export function factsOfMembers(engine: Engine, view: View): Set<string> | undefined {
  if (!view.members) return undefined;
  const facts = new Set<string>();
  for (const item of takingPart(view)) {
    for (const fact of factsOfItem(engine, item, view.asOf)) facts.add(fact);
  }
  return facts;
}

/** Facts that an item's form holds. */
export function factsOfItem(engine: Engine, item: string, asOf: string): Set<string> {
  const session = engine.open(item, { asOf });
  const facts = new Set(session.view().fields.map((field) => field.fact));
  session.close();
  return facts;
}

/** Items of a bundle that are applied for. */
function takingPart(view: View): Set<string> {
  const members = (view.members ?? []).filter(({ state }) => state === 'goes' || state === 'waits');
  return new Set(members.map(({ item }) => item));
}

/**
 * Facts that no page asks and a result still waits for because no register has answered yet.
 *
 * They stand in no field: results name them.
 */
export function hiddenFacts(view: View): string[] {
  const fields = new Set(view.fields.map((field) => field.fact));
  const taking = takingPart(view);
  const materials = view.materials.filter(({ items }) => items?.some((item) => taking.has(item)) ?? true);
  const waiting = [...view.conditions, ...materials, ...view.risks, view.route, view.deadline];
  const names = waiting
    .flatMap((result) => result.because)
    .filter((because) => because.reason === 'unreachable' && /^[A-Za-z][A-Za-z0-9]*$/.test(because.what))
    .map((because) => because.what);
  return [...new Set(names)].filter((name) => !fields.has(name));
}

/** Fills what a lookup of hidden facts answered. */
export function fillHidden(session: Session, lookup: Lookup): Changes[] {
  return Object.entries(lookup.answers)
    .filter(([, answer]) => unknownReason(answer) === undefined)
    .map(([fact, answer]) => session.set(fact, answer as WireValue, { origin: 'register' }));
}

/** Fills what the card says. */
export function fillFromCard(session: Session, view: View, card: Record<string, WireValue>): Changes[] {
  const changes: Changes[] = [];
  for (const field of view.fields) {
    if (field.widget.type === 'group' || !untouched(field)) continue;
    const value = from(field, 'card:')
      .map((name) => card[name])
      .find((entry) => entry !== undefined && entry !== null);
    if (value !== undefined) changes.push(session.set(field.path, value, { origin: 'card' }));
  }
  return changes;
}

/**
 * Fills what the registers answered. A register that did not answer is said so only where nobody else can answer: what
 * stands open on a page is asked.
 */
export function fillFromRegisters(session: Session, view: View, lookup: Lookup): Changes[] {
  const changes: Changes[] = [];
  const placed = new Set(view.pages.flatMap((page) => page.sections.flatMap((section) => section.fields)));
  for (const field of view.fields) {
    if (field.widget.type === 'group' || !untouched(field)) continue;
    const answer = lookup.answers[field.fact];
    if (answer === undefined) continue;
    const reason = unknownReason(answer);
    if (reason === undefined) {
      changes.push(session.set(field.path, answer as WireValue, { origin: 'register' }));
    } else if ((field.readOnly || !placed.has(field.path)) && (reason === 'unreachable' || reason === 'no-data')) {
      changes.push(session.unknown(field.path, reason as UnknownReason));
    }
  }
  return changes;
}

function untouched(field: Field): boolean {
  return field.origin === null || field.knowledge === 'unreachable' || field.knowledge === 'not-asked';
}

function from(field: Field, kind: string): string[] {
  return field.sources.filter((source) => source.startsWith(kind)).map((source) => source.slice(kind.length));
}
