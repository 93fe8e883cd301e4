import { api, data, newKey, type Schema } from '$lib/api/client';
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
