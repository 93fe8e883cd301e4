import type { Schema } from '$lib/api/client';
import type { paths } from '$lib/api/schema';
import { boundOf } from '$lib/i18n/dates';
import { allStatuses, clockRuns, toBeAnswered, waiting } from './statuses';

export type Incident = Schema['Incident'];
export type Priority = Schema['Priority'];

/** The fixed views, by their names in addresses. */
export const views = ['mias', 'sin-asignar', 'equipo', 'vencen-hoy', 'espera', 'todas'] as const;
export type View = (typeof views)[number];
export const isView = (text: string | undefined): text is View => views.includes(text as View);

export const viewTitle: Record<View, string> = {
  mias: 'view.mine',
  'sin-asignar': 'view.unassigned',
  equipo: 'view.team',
  'vencen-hoy': 'view.due_today',
  espera: 'view.waiting',
  todas: 'view.all'
};

export const priorities: Priority[] = ['urgent', 'high', 'normal', 'low'];
export const channels = ['web', 'email', 'phone', 'chat', 'store', 'post', 'api'] as const;
export const closings = ['confirmed', 'no_answer', 'lapsed', 'withdrawn', 'merged', 'spam'] as const;
export const scores = ['1', '2', '3', '4', '5'] as const;
export const sorts = ['deadline', 'priority', '-created', 'created', '-updated'] as const;
export type Sort = (typeof sorts)[number];

/** What the address may narrow a view by; the names are the API's. */
export interface Filters {
  status: string[];
  priority: string;
  category: string;
  /** Any of them: a reason with those below it. */
  categories: string[];
  without_category: boolean;
  team: string;
  assignee: string;
  tag: string;
  escalated: boolean;
  /** "true": only those; "false": only others. */
  overdue: string;
  /** "true": only those that are out of the queues for a while; "false": only others; as the view wants it if empty. */
  snoozed: string;
  /** What figures of the panel count. */
  opened_from: string;
  opened_until: string;
  channel: string;
  product: string;
  first_answered: boolean;
  answered: string[];
  closed_as: string;
  score: string;
  rated: boolean;
  /** Words, and one customer: of saved views and lists from elsewhere. */
  q: string;
  customer: string;
  sort: string;
}

// What of a text in an address is a filter.
const anything = (text: string) => text;
const flag = (text: string) => text === 'true';
const several = (text: string) => text.split(',').filter(Boolean);
const oneOf = (known: readonly string[]) => (text: string) => (known.includes(text) ? text : '');
const someOf = (known: readonly string[]) => (text: string) => several(text).filter(one => known.includes(one));
const moment = (text: string) => (/^\d{4}-\d\d-\d\d(T.+)?$/.test(text) && !isNaN(Date.parse(text)) ? text : '');

const read: { [Name in keyof Filters]: (text: string) => Filters[Name] } = {
  status: someOf(allStatuses),
  priority: oneOf(priorities),
  category: anything,
  categories: several,
  without_category: flag,
  team: anything,
  assignee: anything,
  tag: anything,
  escalated: flag,
  overdue: oneOf(['true', 'false']),
  snoozed: oneOf(['true', 'false']),
  opened_from: moment,
  opened_until: moment,
  channel: oneOf(channels),
  product: anything,
  first_answered: flag,
  answered: someOf(['in_time', 'late']),
  closed_as: oneOf(closings),
  score: oneOf(scores),
  rated: flag,
  q: anything,
  customer: anything,
  sort: oneOf(sorts)
};

export function filtersOf(search: string): Filters {
  const query = new URLSearchParams(search);
  const filters = Object.entries(read).map(([name, value]) => [name, value(query.get(name) ?? '')]);
  return Object.fromEntries(filters) as Filters;
}
export const noFilters: Filters = filtersOf('');

export const isSet = (value: Filters[keyof Filters]): boolean =>
  Array.isArray(value) ? value.length > 0 : Boolean(value);

export function searchOf(filters: Partial<Filters>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (isSet(value)) query.set(name, String(value));
  return query;
}

/** How many filters are set; an order is none. */
export const filterCount = (filters: Filters): number => searchOf({ ...filters, sort: '' }).size;
export const isFiltered = (filters: Filters): boolean => filterCount(filters) > 0;

/** What a view, narrowed by the filters, asks `GET /api/v1/incidents` for. */
export type Wanted = Omit<
  NonNullable<paths['/api/v1/incidents']['get']['parameters']['query']>,
  'cursor' | 'limit' | 'sort'
> & { sort: Sort };

/** Filters of three values: only those, only others, both. */
const yesOrNo = ['snoozed', 'overdue'];

/** Views of work: what is snoozed is out of them until it comes back. The law's clock does not wait, so it is due all the same. */
const withoutSnoozed: View[] = ['mias', 'sin-asignar', 'equipo', 'espera'];

/** `teams`: those of the person. */
export function wantedOf(view: View, filters: Filters, teams: string[]): Wanted {
  const statuses = view === 'espera' ? waiting : view === 'todas' ? [] : toBeAnswered;
  const usualSort: Sort = view === 'todas' ? '-created' : 'deadline';
  const whole: Filters = {
    ...filters,
    status: filters.status.length ? filters.status : statuses,
    assignee: view === 'mias' ? 'me' : view === 'sin-asignar' ? 'none' : filters.assignee,
    team: filters.team || (view === 'equipo' ? (teams[0] ?? '') : ''),
    snoozed: filters.snoozed || (withoutSnoozed.includes(view) ? 'false' : ''),
    // Only what is due soonest first ends where the rest is due later.
    sort: view === 'vencen-hoy' ? 'deadline' : filters.sort || usualSort
  };
  const asked = (name: string, value: Filters[keyof Filters]) => {
    if (Array.isArray(value)) return value.join(',');
    return name === 'score' ? Number(value) : yesOrNo.includes(name) ? value === 'true' : value;
  };
  return Object.fromEntries(
    Object.entries(whole)
      .filter(([, value]) => isSet(value))
      .map(([name, value]) => [name, asked(name, value)])
  ) as Wanted;
}

/** Whether a list with commas between, or one value, has it; nothing is wanted by default. */
const among = (wanted: string | undefined, own: string | null | undefined) =>
  !wanted || (own !== null && own !== undefined && wanted.split(',').includes(own));
const isOr = <T>(wanted: T | undefined, own: T) => wanted === undefined || wanted === own;

/** Without the time that the customer takes to complete it, and until the shop proposes something. */
const isOverdue = ({ status, deadlines }: Incident, now: Date) =>
  clockRuns.includes(status) && Date.parse(deadlines.answer_by) < now.getTime();

const howAnswered = ({ answered_at, deadlines }: Incident) =>
  answered_at && (answered_at <= deadlines.answer_by ? 'in_time' : 'late');

/** What figures of the panel count. */
const isCounted = (incident: Incident, wanted: Wanted, now: Date): boolean =>
  (!wanted.opened_from || new Date(incident.created_at) >= boundOf(wanted.opened_from)) &&
  (!wanted.opened_until || new Date(incident.created_at) < boundOf(wanted.opened_until)) &&
  isOr(wanted.channel, incident.channel) &&
  isOr<string | undefined>(wanted.product, incident.order?.product ?? undefined) &&
  isOr(wanted.first_answered, incident.first_answered_at !== null) &&
  among(wanted.answered, howAnswered(incident)) &&
  isOr<string | null>(wanted.closed_as ?? undefined, incident.closed_as) &&
  isOr(wanted.score, incident.satisfaction?.score) &&
  isOr(wanted.rated, incident.satisfaction !== null) &&
  isOr(wanted.overdue, isOverdue(incident, now));

/** Whether it is out of the queues, or in them, as those that are asked for. */
export const fitsSnooze = (incident: Incident, wanted: Wanted): boolean =>
  isOr(wanted.snoozed, Boolean(incident.snoozed_until));

/** Whether an incident is one of those that are asked for, but for its words, which only the server can tell. `me`: the person's id; `dueBefore`: later ones do not count. */
export function belongs(
  incident: Incident,
  wanted: Wanted,
  me: string,
  dueBefore: string | null,
  now = new Date()
): boolean {
  const is = (value: string | undefined, own: string | null) =>
    !value || (value === 'none' ? own === null : own === (value === 'me' ? me : value));
  return (
    among(wanted.status, incident.status) &&
    isOr(wanted.priority, incident.priority) &&
    isOr<string | null>(wanted.category, incident.category) &&
    among(wanted.categories, incident.category) &&
    (!wanted.without_category || incident.category === null) &&
    is(wanted.team, incident.team_id) &&
    is(wanted.assignee, incident.assignee_id) &&
    (!wanted.tag || incident.tags.includes(wanted.tag)) &&
    isOr(wanted.escalated, incident.escalated) &&
    isOr(wanted.approval, incident.approval?.status) &&
    fitsSnooze(incident, wanted) &&
    isOr<string | null>(wanted.customer, incident.customer_id) &&
    isCounted(incident, wanted, now) &&
    (!dueBefore || incident.deadlines.answer_by <= dueBefore)
  );
}
