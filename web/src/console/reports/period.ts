import { momentOf } from '$lib/i18n/dates';
import { dayAfter } from '../snooze/moments';

/** So many days until today; all the time; between two dates of the person's choice. */
export const periods = ['7', '30', '90', '', 'fechas'] as const;
export type Period = (typeof periods)[number];

/** What a panel is about in time. `from`, `until`: days of the shop's, as the API takes them; nothing where there is no bound. */
export interface Span {
  period: Period;
  /** The dates of the person's choice, both included. */
  first: string;
  last: string;
  from: string;
  until: string;
}

/** The first day of a period of so many days that ends today; nothing for all the time. */
export function fromOf(period: Period, now = new Date()): string | undefined {
  if (!period || period === 'fechas') return undefined;
  return dayAfter(now, -Number(period));
}

/** The period that the address says. */
export function spanOf(address: URLSearchParams, now = new Date()): Span {
  const period = periods.find(one => one === address.get('dias')) ?? '';
  if (period !== 'fechas') return { period, first: '', last: '', from: fromOf(period, now) ?? '', until: '' };
  const day = (name: string) => (momentOf(address.get(name) ?? '', '00:00') ? (address.get(name) ?? '') : '');
  const [first, last] = [day('desde'), day('hasta')];
  const until = last && dayAfter(new Date(`${last}T12:00:00Z`), 1);
  return { period, first, last, from: first, until };
}
