import { shop } from '$lib/shop';
import { dayOf } from './dates';

const day = 86_400_000;

/** Working days of the shop after today up to that day, as the server counts terms: Monday to Friday but for holidays. */
export function workingDaysTo(at: Date, now: Date, holidays: ReadonlySet<string> = shop.holidays): number {
  const end = Date.parse(dayOf(at));
  let count = 0;
  for (let one = Date.parse(dayOf(now)) + day; one <= end; one += day) {
    const date = new Date(one);
    const isWeekend = date.getUTCDay() % 6 === 0;
    if (!isWeekend && !holidays.has(date.toISOString().slice(0, 10))) count++;
  }
  return count;
}
