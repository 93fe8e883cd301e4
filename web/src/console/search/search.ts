import { boundOf, dayOf, momentOf } from '$lib/i18n/dates';
import type { Filters } from '../queue/filters';
import { dayAfter } from '../snooze/moments';

const most = 4;
const shortest = 4; // letters of a word whose beginning is worth looking for

/** Other words to look for, where these find nothing: beginnings instead of whole words, and one word less. */
export function insteadOf(q: string): string[] {
  const words = q.split(/\s+/).filter(Boolean);
  const beginning = (word: string): string => {
    const letters = word.replace(/[^\p{L}\p{N}]+$/u, '');
    if (letters.length < shortest || !/^[\p{L}\p{N}]+$/u.test(letters)) return word;
    return `${letters.slice(0, Math.max(shortest, letters.length - 2))}*`;
  };
  const beginnings = words.map(beginning).join(' ');
  const fewer = words.length > 1 ? words.map((_, at) => words.filter((_, other) => other !== at).join(' ')) : [];
  return [...new Set([beginnings, ...fewer])].filter(one => one !== words.join(' ')).slice(0, most);
}

/** The first moment of a day of the shop's, or so many days later, as addresses have it. */
export const untilOf = (day: string, days: number): string =>
  (day && momentOf(dayAfter(new Date(`${day}T12:00:00Z`), days), '00:00')?.toISOString()) || '';

/** The days of the shop's that the bounds are, both included. */
export const daysOf = ({ opened_from, opened_until }: Filters): { first: string; last: string } => ({
  first: opened_from && dayOf(boundOf(opened_from)),
  last: opened_until && dayOf(new Date(boundOf(opened_until).getTime() - 1))
});
