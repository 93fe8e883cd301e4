import { dayAndTime } from '$lib/i18n/dates';
import { t } from '$lib/i18n/index.svelte';
import { session } from '../session.svelte';
import { tell } from '../tell';
import { put, tellWithUndo } from './change';
import type { IncidentView } from './view.svelte';

/** Out of the queues until then, or back in them now: shown at once, undone while that is offered. Throws why it was refused. */
export async function snooze(view: IncidentView, until: string | null): Promise<void> {
  const before = view.incident;
  if (!before) return;
  const me = session.me?.id ?? null;
  const now = await put(view, before, { snoozed_until: until }, { snoozed_until: until, snoozed_by: until && me });
  const when = until ? dayAndTime(until) : '';
  const text = t(until ? 'queue.snoozed' : 'queue.woken', { n: 1, reference: before.reference, when });
  tellWithUndo(text, view, before, now, ['snoozed_until']);
}

/** Back in the queues now; told where it is refused. */
export const wake = (view: IncidentView): Promise<void> => snooze(view, null).catch(tell);
