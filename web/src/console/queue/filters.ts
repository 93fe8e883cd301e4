import type { Schema } from '$lib/api/client';
import { openStatuses, toBeAnswered, waiting } from './statuses';

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
export const sorts = ['deadline', 'priority', '-created', 'created', '-updated'] as const;
export type Sort = (typeof sorts)[number];

/** What the address may narrow a view by; the names are the API's. */
export interface Filters {
  status: string[];
  priority: string;
  category: string;
  team: string;
  assignee: string;
  tag: string;
  escalated: boolean;
  /** Words, and one customer: of saved views and lists from elsewhere. */
  q: string;
  customer: string;
  sort: string;
}
export const noFilters: Filters = {
  status: [],
  priority: '',
  category: '',
  team: '',
  assignee: '',
  tag: '',
  escalated: false,
  q: '',
  customer: '',
  sort: ''
};

export function filtersOf(search: string): Filters {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? '';
  const sort = text('sort');
  return {
    status: text('status')
      .split(',')
      .filter(one => (openStatuses as string[]).includes(one) || one === 'closed'),
    priority: (priorities as string[]).includes(text('priority')) ? text('priority') : '',
    category: text('category'),
    team: text('team'),
    assignee: text('assignee'),
    tag: text('tag'),
    escalated: text('escalated') === 'true',
    q: text('q'),
    customer: text('customer'),
    sort: (sorts as readonly string[]).includes(sort) ? sort : ''
  };
}

export function searchOf(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    const text = Array.isArray(value)
      ? value.join(',')
      : value === true
        ? 'true'
        : value === false
          ? ''
          : String(value);
    if (text) query.set(name, text);
  }
  return query;
}

export const isFiltered = (filters: Filters): boolean =>
  Object.entries(filters).some(([name, value]) => name !== 'sort' && (Array.isArray(value) ? value.length : value));

/** What a view, narrowed by the filters, asks `GET /api/v1/incidents` for. `teams`: those of the person. */
export interface Wanted {
  status?: string;
  priority?: Priority;
  category?: string;
  team?: string;
  assignee?: string;
  tag?: string;
  escalated?: boolean;
  q?: string;
  customer?: string;
  sort: Sort;
}

export function wantedOf(view: View, filters: Filters, teams: string[]): Wanted {
  const statuses = view === 'espera' ? waiting : view === 'todas' ? [] : toBeAnswered;
  const status = (filters.status.length ? filters.status : statuses).join(',');
  const assignee = view === 'mias' ? 'me' : view === 'sin-asignar' ? 'none' : filters.assignee;
  const team = filters.team || (view === 'equipo' ? (teams[0] ?? '') : '');
  const usualSort: Sort = view === 'todas' ? '-created' : 'deadline';
  return {
    ...(status ? { status } : {}),
    ...(filters.priority ? { priority: filters.priority as Priority } : {}),
    ...(filters.category ? { category: filters.category } : {}),
    ...(team ? { team } : {}),
    ...(assignee ? { assignee } : {}),
    ...(filters.tag ? { tag: filters.tag } : {}),
    ...(filters.escalated ? { escalated: true } : {}),
    ...(filters.q ? { q: filters.q } : {}),
    ...(filters.customer ? { customer: filters.customer } : {}),
    // Only what is due soonest first ends where the rest is due later.
    sort: view === 'vencen-hoy' ? 'deadline' : (filters.sort as Sort) || usualSort
  };
}

/** Whether an incident is one of those that are asked for, but for its words, which only the server can tell. `me`: the person's id; `dueBefore`: later ones do not count. */
export function belongs(incident: Incident, wanted: Wanted, me: string, dueBefore: string | null): boolean {
  const is = (value: string | undefined, own: string | null) =>
    !value || (value === 'none' ? own === null : own === (value === 'me' ? me : value));
  return (
    (!wanted.status || wanted.status.split(',').includes(incident.status)) &&
    (!wanted.priority || incident.priority === wanted.priority) &&
    (!wanted.category || incident.category === wanted.category) &&
    is(wanted.team, incident.team_id) &&
    is(wanted.assignee, incident.assignee_id) &&
    (!wanted.tag || incident.tags.includes(wanted.tag)) &&
    (!wanted.escalated || incident.escalated) &&
    (!wanted.customer || incident.customer_id === wanted.customer) &&
    (!dueBefore || incident.deadlines.answer_by <= dueBefore)
  );
}
