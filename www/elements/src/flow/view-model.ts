/** Applies a change list to a view, so that pages redraw only what changed. */

import type { Changes, Field, FieldChange, Material, Row, RowChange, View } from '../engine/port.ts';

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
  if (changes.members) next.members = changes.members;
  return next;
}

/** Whether other items of a bundle take part than before: labels, pages and results came or went, which changes do not repeat. */
export function otherMembers(view: View, changes: Changes): boolean {
  return changes.members?.some((member, place) => member.state !== view.members?.[place]?.state) ?? false;
}

/** The field at `path`, also inside a row, and inside a row of a row. */
export function fieldAt(view: View, path: string): Field | undefined {
  let fields: readonly Field[] | undefined = view.fields;
  for (const place of rowsAround(path)) {
    const group: Field | undefined = fields?.find((field) => field.path === place.group);
    fields = group?.rows?.find((row) => row.id === place.row)?.fields;
  }
  return fields?.find((field) => field.path === path);
}

/** Paths of the groups around a path, each with the id of its row, from the outside in (`staff`, `r1` of `staff[r1].name`). */
export function rowsAround(path: string): { group: string; row: string }[] {
  return [...path.matchAll(/\[([^\]]+)\]\./g)].map((match) => ({ group: path.slice(0, match.index), row: match[1] ?? '' }));
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

function applyFields(fields: Field[], changed: FieldChange[]): Field[] {
  const own = new Map<string, FieldChange>();
  const inner = new Map<string, FieldChange[]>();
  for (const change of changed) {
    const group = fields.find((field) => change.path.startsWith(`${field.path}[`));
    if (group) inner.set(group.path, [...(inner.get(group.path) ?? []), change]);
    else own.set(change.path, change);
  }
  return fields.map((field) => {
    const change = own.get(field.path);
    const cells = inner.get(field.path);
    const next = change ? changedField(field, change) : field;
    if (!cells || !next.rows) return next;
    const rows = next.rows.map((row) => {
      const start = `${field.path}[${row.id}].`;
      const those = cells.filter((cell) => cell.path.startsWith(start));
      return those.length > 0 ? { ...row, fields: applyFields(row.fields, those) } : row;
    });
    return { ...next, rows };
  });
}

/** A field, or a column's template, with what is said of it now; what is not said stays, its rows too. */
function changedField(field: Field, change: FieldChange): Field {
  const { rows, ...said } = change;
  if (!rows) return { ...field, ...said };
  const columns = field.widget.type === 'group' ? field.widget.columns : [];
  return { ...field, ...said, rows: rows.map((row) => changedRow(columns, row)) };
}

function changedRow(columns: readonly Field[], row: RowChange): Row {
  const fields = row.fields.map((cell, place) => {
    const column = columns[place];
    return column ? changedField(column, cell) : undefined;
  });
  return { id: row.id, fields: fields.filter((field) => field !== undefined) };
}

function replace<T extends object>(entries: T[], changed: T[], key: (entry: T) => string): T[] {
  if (changed.length === 0) return entries;
  const byKey = new Map(changed.map((entry) => [key(entry), entry]));
  return entries.map((entry) => byKey.get(key(entry)) ?? entry);
}
