import { boundOf, exactDate } from '$lib/i18n/dates';
import { t } from '$lib/i18n/index.svelte';
import { statusText } from '../words';
import { isSet, noFilters, type Filters } from './filters';

/** A value that is set and that no field of one value shows: its words, and what removes it. */
export interface Mark {
  id: string;
  text: string;
  without: Partial<Filters>;
}

type Text = (filters: Filters, reason: (id: string) => string) => string;

/** More values than this stand together. */
export const apart = 7;
const shown = 3;
/** "Garantía, Cobro de más, Otro motivo, +2" */
const shortList = (names: string[]) =>
  [...names.slice(0, shown), ...(names.length > shown ? [`+${names.length - shown}`] : [])].join(', ');

const when = (bound: string) => exactDate(boundOf(bound).toISOString());

const words: Partial<Record<keyof Filters, Text>> = {
  opened_from: filters => t('mark.opened_from', { when: when(filters.opened_from) }),
  opened_until: filters => t('mark.opened_until', { when: when(filters.opened_until) }),
  category: ({ category }, reason) => t('mark.category', { name: reason(category) }),
  categories: ({ categories }, reason) =>
    categories.length > apart ? t('mark.categories', { names: shortList(categories.map(reason)) }) : '',
  without_category: () => t('category.none'),
  channel: filters => t('mark.channel', { channel: t(`channel.${filters.channel}`) }),
  product: filters => t('mark.product', { product: filters.product }),
  first_answered: () => t('mark.first_answered'),
  answered: ({ answered }) => t(answered.length > 1 ? 'mark.answered' : `mark.answered.${answered[0]}`),
  closed_as: filters => t(`state.employee.closed.${filters.closed_as}`),
  score: filters => t('mark.score', { score: filters.score }),
  rated: () => t('mark.rated'),
  // Checkboxes ask for the snoozed and the overdue ones; that they are left out shows nowhere else.
  snoozed: ({ snoozed }) => (snoozed === 'false' ? t('mark.not_snoozed') : ''),
  overdue: ({ overdue }) => (overdue === 'false' ? t('mark.not_overdue') : ''),
  tag: filters => t('mark.tag', { tag: filters.tag }),
  q: filters => t('mark.words', { words: filters.q }),
  customer: () => t('mark.customer')
};

const valuesOf = (name: 'status' | 'categories', values: string[], text: (value: string) => string): Mark[] =>
  values.map(value => ({
    id: `${name}-${value}`,
    text: text(value),
    without: { [name]: values.filter(one => one !== value) }
  }));

/** Those that are set. `reason`: the name of a reason by its id. */
export const marksOf = (filters: Filters, reason: (id: string) => string): Mark[] => [
  ...valuesOf('status', filters.status, one => t('mark.status', { status: statusText(one) })),
  ...valuesOf('categories', filters.categories.length > apart ? [] : filters.categories, one =>
    t('mark.category', { name: reason(one) })
  ),
  ...(Object.entries(words) as [keyof Filters, Text][])
    .filter(([name]) => isSet(filters[name]))
    .map(([name, text]) => ({ id: name, text: text(filters, reason), without: { [name]: noFilters[name] } }))
    .filter(mark => mark.text !== '')
];
