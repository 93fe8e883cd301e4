import { exactDate } from '$lib/i18n/dates';
import { t } from '$lib/i18n/index.svelte';
import { boundOf } from '../snooze/moments';
import { isSet, type Filters } from './filters';

/** A filter that has no field of its own: its words, to be removed by. */
export interface Mark {
  name: keyof Filters;
  text: string;
}

type Text = (filters: Filters, reason: (id: string) => string) => string;

const shown = 3;
/** "Garantía, Cobro de más, Otro motivo, +2" */
const shortList = (names: string[]) =>
  [...names.slice(0, shown), ...(names.length > shown ? [`+${names.length - shown}`] : [])].join(', ');

const when = (bound: string) => exactDate(boundOf(bound).toISOString());

const words: Partial<Record<keyof Filters, Text>> = {
  opened_from: filters => t('mark.opened_from', { when: when(filters.opened_from) }),
  opened_until: filters => t('mark.opened_until', { when: when(filters.opened_until) }),
  categories: ({ categories }, reason) => t('mark.categories', { names: shortList(categories.map(reason)) }),
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

/** Those that are set. `reason`: the name of a reason by its id. */
export const marksOf = (filters: Filters, reason: (id: string) => string): Mark[] =>
  (Object.entries(words) as [keyof Filters, Text][])
    .filter(([name]) => isSet(filters[name]))
    .map(([name, text]) => ({ name, text: text(filters, reason) }))
    .filter(mark => mark.text !== '');
