import { api, data } from '$lib/api/client';
import type { Incident } from '../words';

/** Acts that ask for a reason, or just to be confirmed, in one dialog. */
export interface Act {
  /** The act's name in `allowed`, and in the messages. */
  name: 'escalate' | 'reopen' | 'hold' | 'lift_hold' | 'mark_spam' | 'undo_merge';
  reason: 'required' | 'optional' | 'none';
  danger?: boolean;
  send: (id: string, reason: string, key: string) => Promise<Incident>;
}

const of = (id: string, key: string) => ({ params: { path: { id }, header: { 'Idempotency-Key': key } } });

export const acts: Act[] = [
  {
    name: 'escalate',
    reason: 'optional',
    send: (id, reason, key) =>
      data(api.POST('/api/v1/incidents/{id}/escalation', { ...of(id, key), body: reason ? { reason } : {} }))
  },
  {
    name: 'reopen',
    reason: 'required',
    send: (id, reason, key) => data(api.POST('/api/v1/incidents/{id}/reopening', { ...of(id, key), body: { reason } }))
  },
  {
    name: 'hold',
    reason: 'required',
    send: (id, reason, key) => data(api.POST('/api/v1/incidents/{id}/legal-hold', { ...of(id, key), body: { reason } }))
  },
  {
    name: 'lift_hold',
    reason: 'none',
    send: (id, _, key) => data(api.DELETE('/api/v1/incidents/{id}/legal-hold', of(id, key)))
  },
  {
    name: 'mark_spam',
    reason: 'none',
    danger: true,
    send: (id, _, key) => data(api.POST('/api/v1/incidents/{id}/spam', { ...of(id, key), body: {} }))
  },
  {
    name: 'undo_merge',
    reason: 'none',
    send: (id, _, key) => data(api.DELETE('/api/v1/incidents/{id}/merge', of(id, key)))
  }
];
