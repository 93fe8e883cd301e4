import { api, ApiProblem, data, newKey, type Schema } from '$lib/api/client';
import { read, type Patch } from './act';
import type { Incident } from './filters';

/** What one request may change. */
const most = 100;

export interface Refused {
  incident: Incident;
  problem: unknown;
}
/** Incidents that get the same. */
export interface Group {
  incidents: Incident[];
  patch: Patch;
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

/** Those that get the same, together: few requests for many. */
export function alike(incidents: Incident[], patchOf: (incident: Incident) => Patch): Group[] {
  const groups = new Map<string, Group>();
  for (const one of incidents) {
    const patch = patchOf(one);
    const group = groups.get(JSON.stringify(patch)) ?? { incidents: [], patch };
    group.incidents.push(one);
    groups.set(JSON.stringify(patch), group);
  }
  return [...groups.values()];
}

/** As `changeMany`, with what each is to get. */
export async function changeEach(
  incidents: Incident[],
  patchOf: (incident: Incident) => Patch,
  key = newKey()
): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const [at, group] of alike(incidents, patchOf).entries())
    outcomes.push(await changeMany(group.incidents, group.patch, `${key}-${at}`));
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

/** What brings incidents back to how they were in what was changed. `now`: with the versions of now. */
export function backTo(before: Incident[], now: Incident[], changed: Patch): Group[] {
  const fields = Object.keys(changed) as (keyof Patch & keyof Incident)[];
  const old = new Map(before.map(one => [one.id, one]));
  return alike(
    now.filter(one => old.has(one.id)),
    one => Object.fromEntries(fields.map(field => [field, old.get(one.id)?.[field]])) as Patch
  );
}
