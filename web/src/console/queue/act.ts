import { api, ApiProblem, data, newKey, type Schema } from '$lib/api/client';
import type { Incident } from './filters';

export type Patch = Schema['IncidentPatch'];

export const take = async (id: string): Promise<Incident> =>
  data(
    api.POST('/api/v1/incidents/{id}/take', {
      params: { path: { id }, header: { 'Idempotency-Key': newKey() } },
      body: {}
    })
  );

export const change = async (id: string, version: number, body: Patch): Promise<Incident> =>
  data(
    api.PATCH('/api/v1/incidents/{id}', {
      params: { path: { id }, header: { 'If-Match': `"${version}"`, 'Idempotency-Key': newKey() } },
      body
    })
  );

export const read = async (id: string): Promise<Incident> =>
  data(api.GET('/api/v1/incidents/{id}', { params: { path: { id } } }));

export interface Outcome {
  done: Incident[];
  failed: { incident: Incident; problem: unknown }[];
}

/** One after the other, so that a hundred changes do not come at once. What a version stopped is tried again with the
 * one of now, once: whom it is given to does not depend on what else changed. */
export async function each(incidents: Incident[], act: (incident: Incident) => Promise<Incident>): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [] };
  for (const incident of incidents)
    try {
      outcome.done.push(await act(incident));
    } catch (first) {
      try {
        if (!(first instanceof ApiProblem) || first.status !== 412) throw first;
        outcome.done.push(await act(await read(incident.id)));
      } catch (problem) {
        outcome.failed.push({ incident, problem });
      }
    }
  return outcome;
}
