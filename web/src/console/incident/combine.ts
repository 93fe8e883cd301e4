/** What an employee may change by hand, as it is compared field by field (ux.md §11). */
export interface Fields {
  assignee_id: string | null;
  team_id: string | null;
  priority: string;
  category: string | null;
  tags: string[];
}
export type FieldName = keyof Fields;
export const fieldNames: FieldName[] = ['assignee_id', 'team_id', 'priority', 'category', 'tags'];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export interface Comparison {
  /** Fields that only this person changed: they go on top of what others did. */
  mine: FieldName[];
  /** Fields that only others changed. */
  theirs: FieldName[];
  /** Fields that both changed, to different values: a person decides. */
  clash: FieldName[];
}

export function compare(base: Fields, mine: Fields, theirs: Fields): Comparison {
  const comparison: Comparison = { mine: [], theirs: [], clash: [] };
  for (const name of fieldNames) {
    const byMe = !same(base[name], mine[name]);
    const byThem = !same(base[name], theirs[name]);
    if (byMe && byThem && !same(mine[name], theirs[name])) comparison.clash.push(name);
    else if (byMe && !byThem) comparison.mine.push(name);
    else if (byThem) comparison.theirs.push(name);
  }
  return comparison;
}

/** What to send so that the named fields become mine. */
export function patchOf(names: FieldName[], mine: Fields): Partial<Fields> {
  return Object.fromEntries(names.map(name => [name, mine[name]])) as Partial<Fields>;
}

export const changedFields = (base: Fields, mine: Fields): FieldName[] =>
  fieldNames.filter(name => !same(base[name], mine[name]));

/** Whether an entry of the timeline tells of a change of a field. */
export function changesField({ kind, body }: { kind: string; body: unknown }, field: FieldName): boolean {
  const told = (body ?? {}) as Record<string, unknown>;
  if (kind === 'assignment') return field in told || (field === 'assignee_id' && told.act === 'take');
  return kind === 'change' && field in ((told.changes ?? {}) as object);
}

export const fieldsOf = (one: Fields): Fields => ({
  assignee_id: one.assignee_id,
  team_id: one.team_id,
  priority: one.priority,
  category: one.category,
  tags: [...one.tags]
});
