import { boundOf } from '$lib/i18n/dates';
import { searchOf, type Filters } from '../queue/filters';
import { clockRuns, openStatuses } from '../queue/statuses';
import type { ReasonCount } from './reasons';

const day = 86_400_000;
/** More categories than this no list is asked for at once. */
const mostCategories = 100;
/** How many whole days an open incident is old at least, by class: those of the API's report. */
export const ageClasses = [0, 1, 3, 7, 15, 30];

/** The address of the list of what a figure counts: what its report is about, and what of it the figure is. */
export function listOf(...filters: Partial<Filters>[]): string {
  const search = searchOf(Object.assign({}, ...filters) as Partial<Filters>);
  return `/consola/cola/todas${search.size ? `?${search}` : ''}`;
}

/** What of somebody's, or of nobody's, ends today and is not overdue yet. */
export const dueToday = (assignee: string | null): string =>
  `/consola/cola/vencen-hoy?${searchOf({ status: clockRuns, assignee: assignee ?? 'none', overdue: 'false' })}`;

/** Open ones that were so many whole days old when the report was made. `to`: the bound of the next class, if there is one. `scope`: what the report is about. */
export function ageFilters(
  from: number,
  to: number | undefined,
  asOf: string,
  scope: Partial<Filters>
): Partial<Filters> {
  // A class begins when the last millisecond of its first day has passed.
  const before = (days: number) => new Date(Date.parse(asOf) - days * day + 1).toISOString();
  const { opened_from = '', opened_until = '' } = scope;
  const since = to === undefined ? '' : before(to);
  const later = !since || (opened_from && boundOf(opened_from) > new Date(since)) ? opened_from : since;
  const end = from ? before(from) : '';
  const earlier = !end || (opened_until && boundOf(opened_until) < new Date(end)) ? opened_until : end;
  return { status: openStatuses, opened_from: later, ...(earlier ? { opened_until: earlier } : {}) };
}

/** Incidents with the reason or one below it; those without any; nothing where no list can be so long. */
export function reasonFilters({ id, ids }: ReasonCount): Partial<Filters> | null {
  if (id === null) return { without_category: true };
  if (ids.length === 1) return { category: id };
  return ids.length > mostCategories ? null : { categories: ids };
}
