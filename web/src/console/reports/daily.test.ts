import { expect, it } from 'vitest';
import { dayList, dayReading, daysOf, isQuiet, type Day } from './daily';
import { spanOf } from './period';

const now = new Date('2026-11-29T10:00:00Z');
const of = (search: string) => daysOf(spanOf(new URLSearchParams(search), now), now);
const day = (date: string, total: number): Day => ({
  day: date,
  from: `${date}T00:00:00+01:00`,
  until: `${date}T24:00:00+01:00`,
  total,
  open: total,
  closed: 0,
  answered_in_time: 0,
  answered_late: 0
});

it('asks for the days of the period, and of a longer one for the last of them', () => {
  expect(of('dias=7')).toEqual({ from: '2026-11-22', until: '2026-11-30', isPart: false });
  expect(of('dias=90')).toEqual({ from: '2026-08-31', until: '2026-11-30', isPart: false });
  expect(of('')).toEqual({ isPart: true });
  expect(of('dias=fechas&desde=2026-03-01&hasta=2026-03-02')).toEqual({
    from: '2026-03-01',
    until: '2026-03-03',
    isPart: false
  });
  expect(of('dias=fechas&desde=2025-01-01&hasta=2026-06-30')).toEqual({
    from: '2026-03-31',
    until: '2026-07-01',
    isPart: true
  });
  expect(of('dias=fechas&hasta=2026-06-30')).toEqual({ from: '2026-03-31', until: '2026-07-01', isPart: true });
});

it('leads from a figure of a day to what it counts, within what the panel is about', () => {
  const one = day('2026-11-27', 3);
  const query = (href: string) => Object.fromEntries(new URLSearchParams(href.split('?')[1]));
  expect(query(dayList(one, 'answered_late', { team: 'north', opened_from: '2026-11-01' }))).toEqual({
    team: 'north',
    opened_from: one.from,
    opened_until: one.until,
    answered: 'late'
  });
  expect(query(dayList(one, 'open', {})).status).not.toContain('closed');
});

it('says a day in words, and knows when there is nothing to say', () => {
  const days = [day('2026-11-26', 1), day('2026-11-27', 3)];
  expect(dayReading(days[1] as Day)).toBe(
    '27 nov: panel.daily.total 3, panel.daily.answered_in_time 0, panel.daily.answered_late 0, panel.daily.open 3'
  );
  expect(isQuiet(days)).toBe(false);
  expect(isQuiet([day('2026-11-26', 0)])).toBe(true);
});
