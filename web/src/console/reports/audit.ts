import { api, data, type Schema } from '$lib/api/client';
import { momentOf } from '$lib/i18n/dates';
import { auditedActs, logs, type AuditedAct, type Log } from '../admin/audit';
import { dayAfter } from '../snooze/moments';

type Page = Schema['AuditPage'];
export type AuditRecord = Schema['AuditRecord'];

/** What the address asks the audit log for; days are the shop's, both included. */
export interface AuditFilters {
  log: Log;
  act: AuditedAct | '';
  actor: string;
  subject: string;
  from: string;
  until: string;
}

export function auditFiltersOf(search: string): AuditFilters {
  const asked = new URLSearchParams(search);
  const dayIn = (name: string) => (momentOf(asked.get(name) ?? '', '00:00') ? (asked.get(name) ?? '') : '');
  return {
    log: logs.find(one => one === asked.get('log')) ?? 'employees',
    act: auditedActs.find(one => one === asked.get('act')) ?? '',
    actor: asked.get('actor') ?? '',
    subject: asked.get('subject') ?? '',
    from: dayIn('from'),
    until: dayIn('until')
  };
}

/** What the API is asked by them. */
export function auditQuery({ act, actor, subject, from, until }: AuditFilters) {
  const first = momentOf(from, '00:00');
  const end = until ? momentOf(dayAfter(new Date(`${until}T12:00:00Z`), 1), '00:00') : null;
  return {
    ...(act ? { act } : {}),
    ...(actor ? { actor } : {}),
    ...(subject ? { subject } : {}),
    ...(first ? { from: first.toISOString() } : {}),
    ...(end ? { until: end.toISOString() } : {})
  };
}

export async function auditPage(filters: AuditFilters, cursor: string, limit = 50): Promise<Page> {
  const params = { query: { ...auditQuery(filters), limit, ...(cursor ? { cursor } : {}) } };
  if (filters.log === 'customers') return data(api.GET('/api/v1/customers/audit', { params }));
  if (filters.log === 'incidents') return data(api.GET('/api/v1/incidents/audit', { params }));
  return data(api.GET('/api/v1/employees/audit', { params }));
}

/** More than this no file holds: the dates narrow it. */
export const mostRecords = 10_000;
const largestPage = 100;

/** All that the filters give, newest first, up to `most`. `onpage`: how many are here; false ends it. */
export async function wholeLog(
  filters: AuditFilters,
  onpage: (count: number) => boolean,
  most = mostRecords
): Promise<{ records: AuditRecord[]; isComplete: boolean }> {
  const records: AuditRecord[] = [];
  let cursor: string | null = '';
  while (cursor !== null && records.length < most) {
    const page: Page = await auditPage(filters, cursor, largestPage);
    records.push(...page.items);
    cursor = page.next_cursor;
    if (!onpage(Math.min(records.length, most))) break;
  }
  return { records: records.slice(0, most), isComplete: cursor === null && records.length <= most };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of what a person writes: an id, a customer's address, an incident's key. Null if nothing has it. */
export async function subjectOf(log: Log, text: string, reference: string | null): Promise<string | null> {
  if (uuid.test(text)) return text.toLowerCase();
  if (log === 'incidents' && reference)
    return (await data(api.GET('/api/v1/incidents/{id}', { params: { path: { id: reference } } }))).id;
  if (log !== 'customers' || !text.includes('@')) return null;
  const { items } = await data(api.GET('/api/v1/customers', { params: { query: { q: text, limit: 25 } } }));
  return items.find(one => one.email.toLowerCase() === text.toLowerCase())?.id ?? null;
}

export type AuditVerification = Schema['AuditVerification'];

/** Whether the log is as it was written. */
export async function verifyLog(log: Log): Promise<AuditVerification> {
  if (log === 'customers') return data(api.GET('/api/v1/customers/audit/verification'));
  if (log === 'incidents') return data(api.GET('/api/v1/incidents/audit/verification'));
  return data(api.GET('/api/v1/employees/audit/verification'));
}
