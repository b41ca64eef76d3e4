/** Applies a change list to a view, so that pages redraw only what changed. */

import type { Changes, Field, Material, View } from '../engine/port.ts';

/** The view after `changes`; parts that did not change keep their identity. */
export function applyChanges(view: View, changes: Changes): View {
  const next: View = { ...view };
  if (changes.fields.length > 0) next.fields = applyFields(view.fields, changes.fields);
  next.conditions = replace(view.conditions, changes.conditions, (entry) => entry.id);
  next.materials = replace(view.materials, changes.materials, (entry) => entry.id);
  next.risks = replace(view.risks, changes.risks, (entry) => entry.id);
  if (Object.keys(changes.pages).length > 0) {
    next.pages = view.pages.map((page) => {
      const visible = changes.pages[page.id];
      return visible === undefined || visible === page.visible ? page : { ...page, visible };
    });
  }
  if (changes.route) next.route = changes.route;
  if (changes.deadline) next.deadline = changes.deadline;
  if (changes.verdict) next.verdict = changes.verdict;
  return next;
}

/** The field at `path`, also inside a row. */
export function fieldAt(view: View, path: string): Field | undefined {
  const place = rowPath(path);
  if (!place) return view.fields.find((field) => field.path === path);
  const group = view.fields.find((field) => field.path === place.group);
  return group?.rows?.find((row) => row.id === place.row)?.fields.find((field) => field.path === path);
}

/** Group and row of a path inside a row (`staff[r1].name`). */
export function rowPath(path: string): { group: string; row: string } | undefined {
  const match = /^([^[\]]+)\[([^\]]+)\]\./.exec(path);
  return match?.[1] && match[2] ? { group: match[1], row: match[2] } : undefined;
}

/** Id of the page that shows `path`. */
export function pageOf(view: View, path: string): string | undefined {
  const top = /^([^[\]]+)\[/.exec(path)?.[1] ?? path;
  return view.pages.find((page) => page.sections.some((section) => section.fields.includes(top)))?.id;
}

/** Materials that a person must or may have to give, needed ones first. */
export function wantedMaterials(view: View): Material[] {
  return [
    ...view.materials.filter((material) => material.state === 'needed'),
    ...view.materials.filter((material) => material.state === 'perhaps'),
  ];
}

function applyFields(fields: Field[], changed: Field[]): Field[] {
  const top = new Map<string, Field>();
  const inner = new Map<string, Map<string, Field>>();
  for (const field of changed) {
    const place = rowPath(field.path);
    if (!place) {
      top.set(field.path, field);
    } else {
      const cells = inner.get(place.group) ?? new Map<string, Field>();
      cells.set(field.path, field);
      inner.set(place.group, cells);
    }
  }
  return fields.map((field) => {
    const whole = top.get(field.path) ?? field;
    const cells = inner.get(field.path);
    if (!cells || !whole.rows) return whole;
    const rows = whole.rows.map((row) => {
      if (!row.fields.some((cell) => cells.has(cell.path))) return row;
      return { ...row, fields: row.fields.map((cell) => cells.get(cell.path) ?? cell) };
    });
    return { ...whole, rows };
  });
}

function replace<T>(entries: T[], changed: T[], key: (entry: T) => string): T[] {
  if (changed.length === 0) return entries;
  const byKey = new Map(changed.map((entry) => [key(entry), entry]));
  return entries.map((entry) => byKey.get(key(entry)) ?? entry);
}
