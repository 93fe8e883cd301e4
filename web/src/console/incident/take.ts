import { t } from '$lib/i18n/index.svelte';
import { take } from '../queue/act';
import { session } from '../session.svelte';
import { shownAtOnce, tellWithUndo } from './change';
import type { IncidentView } from './view.svelte';

/** It is the person's: shown at once, undone while that is offered. Throws why it was refused. */
export async function takeIt(view: IncidentView): Promise<void> {
  const before = view.incident;
  if (!before) return;
  const shown = { assignee_id: session.me?.id ?? null };
  const now = await shownAtOnce(view, shown, () => take(view.key));
  tellWithUndo(t('queue.taken', { n: 1, reference: before.reference }), view, before, now, ['assignee_id']);
}
