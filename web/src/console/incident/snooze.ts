import { announcer } from '$lib/announce.svelte';
import { ApiProblem } from '$lib/api/client';
import { dayAndTime } from '$lib/i18n/dates';
import { t } from '$lib/i18n/index.svelte';
import { change, read } from '../queue/act';
import { lastQueue } from '../queue/list.svelte';
import { session } from '../session.svelte';
import type { Incident } from '../words';
import { tell } from '../tell';
import type { IncidentView } from './view.svelte';

/** Somebody's change of another field does not matter; one of the same is for the person to see first. */
async function send(view: IncidentView, before: Incident, until: string | null): Promise<Incident> {
  try {
    return await change(view.key, before.version, { snoozed_until: until });
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.status !== 412) throw problem;
    const now = await read(view.key);
    if (now.snoozed_until !== before.snoozed_until) throw problem;
    return change(view.key, now.version, { snoozed_until: until });
  }
}

async function put(view: IncidentView, before: Incident, until: string | null): Promise<Incident> {
  const me = session.me?.id ?? null;
  const takeBack = view.expect({ snoozed_until: until, snoozed_by: until && me });
  try {
    const incident = await send(view, before, until);
    lastQueue.rows?.settle(incident);
    await view.take(incident).catch(() => {}); // it is done: what else is new comes with the next event
    return incident;
  } catch (problem) {
    takeBack();
    await view.refresh().catch(() => {}); // what it would say is said already
    throw problem;
  }
}

/** Out of the queues until then, or back in them now: shown at once, undone while that is offered. Throws why it was refused. */
export async function snooze(view: IncidentView, until: string | null): Promise<void> {
  const before = view.incident;
  if (!before) return;
  const now = await put(view, before, until);
  const when = until ? dayAndTime(until) : '';
  announcer.toast(t(until ? 'queue.snoozed' : 'queue.woken', { n: 1, reference: before.reference, when }), {
    label: t('action.undo'),
    run: () => void put(view, view.incident ?? now, before.snoozed_until).catch(tell)
  });
}

/** Back in the queues now; told where it is refused. */
export const wake = (view: IncidentView): Promise<void> => snooze(view, null).catch(tell);
