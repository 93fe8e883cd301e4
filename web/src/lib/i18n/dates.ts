import { dateFormat } from './formats';
import { language, t } from './index.svelte';

/** Dates of the shop are told in its zone, whatever the device's. */
export const zone = 'Europe/Madrid';

const formatted = (at: Date, options: Intl.DateTimeFormatOptions): string =>
  dateFormat(language(), { timeZone: zone, ...options }).format(at);

/** "2026-12-16" by the shop's calendar. */
export const dayOf = (at: Date): string => dateFormat('sv', { timeZone: zone, dateStyle: 'short' }).format(at);

/** Today by the shop's calendar, wherever the device is. */
export const today = (): string => dayOf(new Date());

/** What the shop's clocks show, as if it were UTC. */
const onTheWall = (at: number): number =>
  Date.parse(`${dateFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(at)}Z`);

/** When the shop's clocks show that; an hour that they skip in spring is the one after it. Null if that is no moment. */
export function momentOf(date: string, time: string): Date | null {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(`${date}T${time}`) ? Date.parse(`${date}T${time}Z`) : NaN;
  if (isNaN(wall)) return null;
  // What the clocks are ahead of UTC by depends on the moment: near a change of theirs the first guess may be on its other side.
  const guess = wall - (onTheWall(wall) - wall);
  return new Date(wall - (onTheWall(guess) - guess));
}

/** What a bound of a list or report is: a moment, or the first one of a day of the shop's, as the API takes a date. */
export const boundOf = (text: string): Date => momentOf(text, '00:00') ?? new Date(text);

/** "10:42". */
export function timeOfDay(at: string | number): string {
  const date = new Date(at);
  return withZone(date, formatted(date, { timeStyle: 'short' }));
}

/** "hoy 10:42", "ayer", "3 nov", "3 nov 2025". */
export function shortDate(iso: string, now = new Date()): string {
  const at = new Date(iso);
  if (dayOf(at) === dayOf(now)) return t('date.today', { time: timeOfDay(iso) });
  if (dayOf(at) === dayOf(new Date(now.getTime() - 86_400_000))) return t('date.yesterday');
  const thisYear = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4);
  return formatted(at, { day: 'numeric', month: 'short', ...(thisYear ? {} : { year: 'numeric' }) });
}

/** "miércoles, 16 de diciembre de 2026": what a deadline is told by. */
export function longDate(iso: string): string {
  return formatted(new Date(iso), { dateStyle: 'full' });
}

/** "(hora peninsular)" behind a text with a time, where the device's clock differs. */
function withZone(at: Date, text: string): string {
  const own = dateFormat('sv', { dateStyle: 'short', timeStyle: 'short' }).format(at);
  const shops = dateFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(at);
  return own === shops ? text : `${text} ${t('date.shop_zone')}`;
}

/** "16 de diciembre de 2026, 10:42". */
export function exactDate(iso: string): string {
  const at = new Date(iso);
  return withZone(at, formatted(at, { dateStyle: 'long', timeStyle: 'short' }));
}

/** "miércoles, 16 de diciembre, 9:00": a moment of the next weeks. */
export function dayAndTime(iso: string): string {
  const at = new Date(iso);
  const parts = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' } as const;
  return withZone(at, formatted(at, parts));
}

/** Whole days from now until then, negative once past, by the shop's calendar. */
export function daysUntil(iso: string, now = new Date()): number {
  return Math.round((Date.parse(dayOf(new Date(iso))) - Date.parse(dayOf(now))) / 86_400_000);
}
