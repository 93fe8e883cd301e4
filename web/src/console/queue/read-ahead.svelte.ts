import { untrack } from 'svelte';
import type { IncidentRows } from './list.svelte';

/** What is seen of a list, in pixels. */
export interface Seen {
  top: number;
  height: number;
  rowHeight: number;
}

/** The next page of a list comes before its rows are reached. Call it while a component starts. */
export function readAhead(rows: () => IncidentRows, seen: () => Seen): void {
  $effect(() => {
    const list = rows();
    const { top, height, rowHeight } = seen();
    if (!list.complete && !list.problem && top + 3 * height > list.items.length * rowHeight)
      untrack(() => void list.more());
  });
}
