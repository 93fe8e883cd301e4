import { language, t } from '$lib/i18n/index.svelte';
import { dayOf, shortDate, timeOfDay } from '$lib/i18n/dates';
import { workingDaysTo } from '$lib/i18n/working-days';
import type { Schema } from '$lib/api/client';

export type Incident = Schema['Incident'];

const hour = 3_600_000;
/** Under a quarter of the term it is said in the colour of a warning (ux.md §5). */
const warned = 75;

/** Whole calendar days of the shop from now until then. */
const daysTo = (at: Date, now: Date): number =>
  Math.round((Date.parse(dayOf(at)) - Date.parse(dayOf(now))) / 86_400_000);

export interface Clock {
  text: string;
  role: 'neutro' | 'aviso' | 'error' | 'info';
  /** The moment that it is about. */
  at: string | null;
  /** What follows from it: until when somebody may end a pause. */
  then?: Clock;
}

function past(by: number): string {
  if (by < hour) return t('clock.past.minutes', { n: Math.max(1, Math.round(by / 60_000)) });
  if (by < 48 * hour) return t('clock.past.hours', { n: Math.round(by / hour) });
  return t('clock.past.days', { n: Math.round(by / (24 * hour)) });
}

function left(at: Date, now: Date): string {
  const days = daysTo(at, now);
  if (days <= 0) return t('clock.today', { time: timeOfDay(at.getTime()) });
  if (days === 1) return t('clock.tomorrow');
  return t('clock.days', { n: days });
}

/** As the law counts: what is left over a weekend is no time to work. */
function workingLeft(at: Date, now: Date): string {
  const working = workingDaysTo(at, now);
  return working > 0 && daysTo(at, now) > 1 ? t('clock.working_days', { n: working }) : left(at, now);
}

/** "En pausa desde el 3 nov": its days have no article when they have a name. */
function paused(since: string, until: Clock, now: Date): Clock {
  const when = ['today', 'yesterday'][-daysTo(new Date(since), now)] ?? 'date';
  return { text: t('clock.paused', { when, date: shortDate(since, now) }), role: 'neutro', at: since, then: until };
}

/** Who must act until when, in words that do not need the colour. */
export function clockOf(incident: Incident, now = new Date()): Clock {
  const { deadlines, status } = incident;
  const until = (at: string | null, key: string): Clock =>
    at ? { text: t(key, { date: shortDate(at, now) }), role: 'neutro', at } : { text: '', role: 'neutro', at: null };
  if (status === 'closed') return until(incident.closed_at, 'clock.closed');
  if (status === 'resolution_proposed') return until(deadlines.confirm_by, 'clock.confirm');
  if (status === 'awaiting_completion') {
    const complete = until(deadlines.complete_by, 'clock.complete');
    return deadlines.paused_at ? paused(deadlines.paused_at, complete, now) : complete;
  }
  const due = new Date(deadlines.answer_by);
  if (due < now) return { text: past(now.getTime() - due.getTime()), role: 'error', at: deadlines.answer_by };
  const soon = deadlines.warned_percent >= warned || daysTo(due, now) <= 0;
  return { text: workingLeft(due, now), role: soon ? 'aviso' : 'neutro', at: deadlines.answer_by };
}

/** How much is left of a term that began then. */
export function termOf(from: string, due: string, now = new Date()): Clock {
  const end = new Date(due);
  if (end < now) return { text: past(now.getTime() - end.getTime()), role: 'error', at: due };
  const passed = (now.getTime() - Date.parse(from)) / (end.getTime() - Date.parse(from));
  return { text: left(end, now), role: passed * 100 >= warned ? 'aviso' : 'neutro', at: due };
}

/** "Se ha escrito hace 3 min": relative, for what has just happened. */
export function ago(iso: string, now = Date.now()): string {
  const minutes = Math.round((now - Date.parse(iso)) / 60_000);
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  if (minutes < 60) return format.format(-minutes, 'minute');
  return minutes < 48 * 60
    ? format.format(-Math.round(minutes / 60), 'hour')
    : format.format(-Math.round(minutes / 1440), 'day');
}

/** A state without how it was closed. */
export const statusText = (status: string): string =>
  status === 'closed' ? t('status.closed') : t(`state.employee.${status}`);

/** Words as they are compared: without accents and capitals. */
export const plain = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
