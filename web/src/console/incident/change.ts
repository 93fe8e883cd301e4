import { announcer } from '$lib/announce.svelte';
import { ApiProblem } from '$lib/api/client';
import { t } from '$lib/i18n/index.svelte';
import { change, read, type Patch } from '../queue/act';
import { lastQueue } from '../queue/list.svelte';
import { tell } from '../tell';
import type { Incident } from '../words';
import type { IncidentView } from './view.svelte';

export type Changed = keyof Patch & keyof Incident;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const fieldsOf = (patch: Patch) => Object.keys(patch) as Changed[];

/** Shows at once what the server is asked for. Takes it back where that is refused, and throws why. */
export async function shownAtOnce(
  view: IncidentView,
  shown: Partial<Incident>,
  send: () => Promise<Incident>
): Promise<Incident> {
  const takeBack = view.expect(shown);
  try {
    const incident = await send();
    lastQueue.rows?.settle(incident);
    await view.take(incident).catch(() => {}); // it is done: what else is new comes with the next event
    return incident;
  } catch (problem) {
    takeBack();
    await view.refresh().catch(() => {}); // what it would say is said already
    throw problem;
  }
}

/** Somebody's change of another field does not matter; one of the same is for the person to see first. */
async function send(view: IncidentView, before: Incident, patch: Patch): Promise<Incident> {
  try {
    return await change(view.key, before.version, patch);
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.status !== 412) throw problem;
    const now = await read(view.key);
    const left = fieldsOf(patch).filter(name => !same(now[name], patch[name]));
    if (!left.length) return now;
    if (left.some(name => !same(now[name], before[name]))) throw problem;
    return change(view.key, now.version, patch);
  }
}

/** Changes an incident from how it was seen. `shown`: what that makes of it. */
export const put = (
  view: IncidentView,
  before: Incident,
  patch: Patch,
  shown = patch as Partial<Incident>
): Promise<Incident> => shownAtOnce(view, shown, () => send(view, before, patch));

/** Tells what was done to some fields, and for a moment offers the way back to how they were. */
export function tellWithUndo(
  text: string,
  view: IncidentView,
  before: Partial<Incident>,
  now: Incident,
  fields: Changed[]
): void {
  const old = Object.fromEntries(fields.map(name => [name, before[name]])) as Patch;
  announcer.toast(text, { label: t('action.undo'), run: () => void put(view, now, old).catch(tell) });
}
