import type { Schema } from '$lib/api/client';
import { dayOf } from '$lib/i18n/dates';
import { dateFormat } from '$lib/i18n/formats';
import { language, t } from '$lib/i18n/index.svelte';
import type { Filters } from '../queue/filters';
import { openStatuses } from '../queue/statuses';
import { dayAfter } from '../snooze/moments';
import { listOf } from './lists';
import type { Span } from './period';

export type Day = Schema['DayFigures'];

/** More days than this the API does not give at once, and nobody tells apart. */
const mostDays = 92;

/** The columns of the table; all but the last are lines of the chart. */
export const dayFigures = ['total', 'answered_in_time', 'answered_late', 'open'] as const;
export type DayFigure = (typeof dayFigures)[number];
export const dayLines = dayFigures.slice(0, 3);

/** The days of a panel's period: of a longer one its last ones, of all the time those that the API gives. */
export function daysOf(span: Span, now = new Date()): { from?: string; until?: string; isPart: boolean } {
  if (!span.period) return { isPart: true };
  const first = span.period === 'fechas' ? span.first : span.from;
  const last = span.last || dayOf(now);
  const earliest = dayAfter(new Date(`${last}T12:00:00Z`), 1 - mostDays);
  const isPart = !first || first < earliest;
  return { from: isPart ? earliest : first, until: dayAfter(new Date(`${last}T12:00:00Z`), 1), isPart };
}

/** "27 nov": noon is that day in every zone that the shop could be in. */
export const dayText = (day: string): string =>
  dateFormat(language(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(noonOf(day));
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);

const narrowing: Record<DayFigure, Partial<Filters>> = {
  total: {},
  answered_in_time: { answered: ['in_time'] },
  answered_late: { answered: ['late'] },
  open: { status: openStatuses }
};

/** The list of what a figure of a day counts. */
export const dayList = (day: Day, figure: DayFigure, scope: Partial<Filters>): string =>
  listOf(scope, { opened_from: day.from, opened_until: day.until }, narrowing[figure]);

export const figureName = (figure: DayFigure): string => t(`panel.daily.${figure}`);

/** What a day says, in a sentence. */
export const dayReading = (day: Day): string =>
  `${dayText(day.day)}: ${dayFigures.map(one => `${figureName(one)} ${day[one]}`).join(', ')}`;

/** What the chart says: how many in all, and the day with most of them. */
export function dailyReading(days: Day[]): string {
  const total = days.reduce((sum, day) => sum + day.total, 0);
  const most = days.reduce((best, day) => (day.total > best.total ? day : best));
  return t('panel.daily.reading', { n: total, days: days.length, day: dayText(most.day), most: most.total });
}

export const isQuiet = (days: Day[]): boolean => days.every(day => !day.total);
