import { session } from '../session.svelte';
import { filtersOf, isView, wantedOf } from './filters';
import { rowsFor } from './list.svelte';

/** A page that begins with a queue: its rows are what people wait for, and are asked for before what is around them is made. */
export function askAhead({ pathname, search }: Location): void {
  const view = /^\/consola\/cola\/([^/]+)$/.exec(pathname)?.[1];
  // What is due today is asked for with the moment at which today ends.
  if (!session.me || !isView(view) || view === 'vencen-hoy') return;
  const { id: me, team_ids } = session.me;
  rowsFor({ wanted: wantedOf(view, filtersOf(search), team_ids), dueBefore: null, me }).show();
}
