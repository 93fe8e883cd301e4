import { dayOf, momentOf } from '$lib/i18n/dates';
import { toBeAnswered } from '../queue/statuses';
import type { Incident } from '../words';

/** How far ahead the API lets an incident be snoozed, in days. */
export const mostDays = 90;
/** When a day of work begins. */
const morning = '09:00';
const minute = 60_000;
const day = 24 * 60 * minute;

/** The moments that are offered with one key; "other" is one that the person writes. */
export const choices = ['hours', 'tomorrow', 'days', 'monday', 'other'] as const;
export type Choice = (typeof choices)[number];

/** "2026-12-16": so many days after today, by the shop's calendar. */
export const dayAfter = (now: Date, days: number): string =>
  new Date(Date.parse(dayOf(now)) + days * day).toISOString().slice(0, 10);

function daysToMonday(now: Date): number {
  const weekday = new Date(dayOf(now)).getUTCDay(); // Sunday is 0
  return (8 - weekday) % 7 || 7;
}

/** When it would come back; null for what the person writes, while that is no moment. */
export function momentFor(choice: Choice, now: Date, written = { date: '', time: '' }): Date | null {
  switch (choice) {
    case 'hours':
      return new Date(Math.floor(now.getTime() / minute) * minute + 3 * 60 * minute);
    case 'tomorrow':
      return momentOf(dayAfter(now, 1), morning);
    case 'days':
      return momentOf(dayAfter(now, 3), morning);
    case 'monday':
      return momentOf(dayAfter(now, daysToMonday(now)), morning);
    case 'other':
      return momentOf(written.date, written.time);
  }
}

/** Why the API would refuse it, as it names the reasons. */
export function refusalOf(at: Date | null, now: Date): 'required' | 'too_early' | 'too_late' | null {
  if (!at) return 'required';
  if (at <= now) return 'too_early';
  return at.getTime() - now.getTime() > mostDays * day ? 'too_late' : null;
}

/** The legal deadlines that end before it would be back, the first one first: it will be back by then. */
export const deadlinesBefore = (incidents: Incident[], at: Date, now: Date): string[] =>
  incidents
    .filter(({ status }) => toBeAnswered.includes(status) || status === 'awaiting_customer')
    .map(({ deadlines }) => deadlines.answer_by)
    .filter(due => Date.parse(due) > now.getTime() && Date.parse(due) < at.getTime())
    .sort();
