import { below, type Reason } from '$lib/reasons';

/** A reason with everything below it. */
export interface ReasonCount {
  /** Null for incidents without one. */
  id: string | null;
  level: number;
  count: number;
  /** The reason itself without those below it, in a row of its own. */
  isOwn: boolean;
  /** All that are counted: the reason and those below it. */
  ids: string[];
}

/** The counts as a tree in the order of their size: a reason has the sum of those below it, which follow it. What is not in the catalogue stands for itself. */
export function reasonTree(counts: { category: string | null; count: number }[], all: Reason[]): ReasonCount[] {
  const own = new Map(counts.map(one => [one.category, one.count]));
  const ownOf = (id: string | null) => own.get(id) ?? 0;
  const branch = (id: string, level: number): ReasonCount[] => {
    const ids = [id, ...below(id, all).map(one => one.id)];
    const count = ids.reduce((sum, one) => sum + ownOf(one), 0);
    if (!count) return [];
    const rows = siblings(id, level + 1);
    if (rows.length && ownOf(id)) rows.push([{ id, level: level + 1, count: ownOf(id), isOwn: true, ids: [id] }]);
    return [{ id, level, count, isOwn: false, ids }, ...bySize(rows).flat()];
  };
  const siblings = (parent: string | null, level: number): ReasonCount[][] =>
    all
      .filter(one => one.parent === parent)
      .map(one => branch(one.id, level))
      .filter(rows => rows.length);
  const others = [...own.keys()]
    .filter(id => id === null || !all.some(one => one.id === id))
    .map(id => [{ id, level: 0, count: ownOf(id), isOwn: false, ids: id === null ? [] : [id] }]);
  return bySize([...siblings(null, 0), ...others]).flat();
}

const bySize = (rows: ReasonCount[][]) => rows.sort((a, b) => (b[0]?.count ?? 0) - (a[0]?.count ?? 0));
