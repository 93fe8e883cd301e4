import { api, data } from '$lib/api/client';
import { momentOf } from '$lib/i18n/dates';
import type { Mode } from './modes';
import type { IncidentView } from './view.svelte';

export interface Written {
  body: string;
  /** What a completion is asked for, one thing a line. */
  missing: string;
  /** A day, or nothing. */
  until: string;
  files: string[];
}

/** Sends what was written as the act that the mode is. One key, one act, however often it is sent. */
export async function transmit(view: IncidentView, mode: Mode, written: Written, key: string): Promise<void> {
  const { body, missing, until, files } = written;
  const text = { body, ...(files.length ? { attachment_ids: files } : {}) };
  const options = { params: { path: { id: view.key }, header: { 'Idempotency-Key': key } } };
  switch (mode.name) {
    case 'reply':
    case 'note':
      await api.POST('/api/v1/incidents/{id}/messages', {
        ...options,
        body: { ...text, visibility: mode.name === 'note' ? 'internal' : 'public' }
      });
      return;
    case 'ask':
      return view.take(await data(api.POST('/api/v1/incidents/{id}/information-request', { ...options, body: text })));
    case 'completion': {
      const lines = missing.split('\n').map(line => line.trim());
      const wanted = { ...text, missing: lines.filter(Boolean), ...(until ? { due: until } : {}) };
      return view.take(await data(api.POST('/api/v1/incidents/{id}/completion-request', { ...options, body: wanted })));
    }
    case 'third': {
      const end = momentOf(until, '18:00');
      const wanted = { ...text, ...(end ? { until: end.toISOString() } : {}) };
      return view.take(await data(api.POST('/api/v1/incidents/{id}/third-party-wait', { ...options, body: wanted })));
    }
  }
}
