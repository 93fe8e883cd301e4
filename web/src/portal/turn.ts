import { longDate, daysUntil } from '$lib/i18n/dates';
import type { Values } from '$lib/i18n/format';
import type { Incident, PublicStatus } from './incident.svelte';

export interface Turn {
  key: string;
  values: Values;
}

/** Whose turn it is and until when, in one sentence; nothing when nobody's. */
export function turnOf(incident: Incident | PublicStatus, now = new Date()): Turn | null {
  const { answer_by, complete_by, confirm_by, reopen_by } = incident.deadlines;
  switch (incident.status) {
    case 'registered':
    case 'in_progress':
      return daysUntil(answer_by, now) < 0
        ? { key: 'turn.shop.late', values: { date: longDate(answer_by) } }
        : { key: 'turn.shop', values: { date: longDate(answer_by) } };
    case 'awaiting_third_party':
      return { key: 'turn.third', values: { date: longDate(answer_by) } };
    case 'awaiting_customer':
      return { key: 'turn.customer', values: {} };
    case 'awaiting_completion':
      return { key: 'turn.complete', values: { date: complete_by ? longDate(complete_by) : '' } };
    case 'resolution_proposed':
      return { key: 'turn.proposal', values: { date: confirm_by ? longDate(confirm_by) : '' } };
    case 'closed':
      return reopen_by && daysUntil(reopen_by, now) >= 0 && incident.closed_as !== 'merged'
        ? { key: 'turn.closed', values: { date: longDate(reopen_by) } }
        : null;
  }
}

/** The date that a state's own words end with: until when what is missing is awaited, or it can be reopened (ux.md §5). */
export function termOf(incident: Incident | PublicStatus, now = new Date()): { key: string; at: string } | null {
  const { complete_by, reopen_by } = incident.deadlines;
  if (incident.status === 'awaiting_completion' && complete_by) return { key: 'state.until', at: complete_by };
  const unanswered = incident.closed_as === 'no_answer' || incident.closed_as === 'lapsed';
  if (incident.status === 'closed' && unanswered && reopen_by && daysUntil(reopen_by, now) >= 0)
    return { key: 'state.reopen', at: reopen_by };
  return null;
}
