import { api, ApiProblem, data, newKey, type Schema } from '$lib/api/client';
import { read, type Patch } from './act';
import type { Incident } from './filters';

/** What one request may change. */
const most = 100;

export interface Refused {
  incident: Incident;
  problem: unknown;
}
export interface Outcome {
  /** As they are now, as far as the change tells. */
  done: Incident[];
  refused: Refused[];
}

const outcomeOf = (item: Schema['BulkOutcome']['items'][number], incident: Incident, patch: Patch): Outcome =>
  item.problem || item.version === null
    ? { done: [], refused: [{ incident, problem: new ApiProblem(item.status, item.problem ?? {}) }] }
    : { done: [{ ...incident, ...(patch as Partial<Incident>), version: item.version }], refused: [] };

const together = (all: Outcome[]): Outcome => ({
  done: all.flatMap(one => one.done),
  refused: all.flatMap(one => one.refused)
});

/** Changes each that still is as it was seen. Throws where the server gave no outcome: the same key makes it safe to ask
 * again, and changes none twice. */
export async function changeMany(incidents: Incident[], patch: Patch, key = newKey()): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < incidents.length; at += most) {
    const part = incidents.slice(at, at + most);
    const { items } = await data(
      api.POST('/api/v1/incidents/bulk', {
        params: { header: { 'Idempotency-Key': `${key}-${at}` } },
        body: { incidents: part.map(({ id, version }) => ({ id, version })), change: patch }
      })
    );
    outcomes.push(...part.map((one, place) => outcomeOf(items[place] as (typeof items)[number], one, patch)));
  }
  return together(outcomes);
}

/** As `act` for each, one after the other, told in the same way. */
export async function each(incidents: Incident[], act: (incident: Incident) => Promise<Incident>): Promise<Outcome> {
  const outcome: Outcome = { done: [], refused: [] };
  for (const incident of incidents)
    try {
      outcome.done.push(await act(incident));
    } catch (problem) {
      outcome.refused.push({ incident, problem });
    }
  return outcome;
}

/** Those of now, for another try with what somebody has seen by then. */
export const readAgain = (refused: Refused[]): Promise<Incident[]> =>
  Promise.all(refused.map(({ incident }) => read(incident.id)));

/** What brings incidents back to how they were, few requests for many: those that were alike go together. `now`: with
 * the versions of now. */
export function backTo(before: Incident[], now: Incident[], patch: Patch): { incidents: Incident[]; patch: Patch }[] {
  const fields = Object.keys(patch) as (keyof Patch & keyof Incident)[];
  const groups = new Map<string, { incidents: Incident[]; patch: Patch }>();
  for (const one of now) {
    const old = before.find(other => other.id === one.id);
    if (!old) continue;
    const was = Object.fromEntries(fields.map(field => [field, old[field]])) as Patch;
    const group = groups.get(JSON.stringify(was)) ?? { incidents: [], patch: was };
    group.incidents.push(one);
    groups.set(JSON.stringify(was), group);
  }
  return [...groups.values()];
}
