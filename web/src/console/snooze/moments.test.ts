import { expect, it } from 'vitest';
import type { Incident } from '../words';
import { choices, dayAfter, deadlinesBefore, momentFor, refusalOf } from './moments';

const at = (iso: string) => new Date(iso);
const iso = (date: Date | null) => date?.toISOString() ?? null;

it('offers moments of the shop’s clocks, wherever the device is', () => {
  const saturday = at('2026-11-28T10:20:30.400Z'); // 11:20 in Madrid
  expect(Object.fromEntries(choices.map(one => [one, iso(momentFor(one, saturday))]))).toEqual({
    hours: '2026-11-28T13:20:00.000Z',
    tomorrow: '2026-11-29T08:00:00.000Z',
    days: '2026-12-01T08:00:00.000Z',
    monday: '2026-11-30T08:00:00.000Z',
    other: null
  });
});

it('takes the day from the shop’s calendar: past its midnight it is the next one', () => {
  const night = at('2026-11-28T23:30:00Z'); // 00:30 of the 29th in Madrid
  expect(iso(momentFor('tomorrow', night))).toBe('2026-11-30T08:00:00.000Z');
  expect(dayAfter(at('2026-12-31T12:00:00Z'), 1)).toBe('2027-01-01');
});

it('takes the Monday of next week, on Mondays and Sundays too', () => {
  const mondayAfter = (now: string) => iso(momentFor('monday', at(now)))?.slice(0, 10);
  expect(mondayAfter('2026-11-30T10:00:00Z')).toBe('2026-12-07');
  expect(mondayAfter('2026-11-29T10:00:00Z')).toBe('2026-11-30');
  expect(mondayAfter('2026-12-01T10:00:00Z')).toBe('2026-12-07');
});

it('keeps the hour where the clocks change before it is back', () => {
  expect(iso(momentFor('tomorrow', at('2026-10-24T09:00:00Z')))).toBe('2026-10-25T08:00:00.000Z'); // to winter
  expect(iso(momentFor('tomorrow', at('2026-03-28T09:00:00Z')))).toBe('2026-03-29T07:00:00.000Z'); // to summer
  expect(iso(momentFor('hours', at('2026-10-24T23:30:00Z')))).toBe('2026-10-25T02:30:00.000Z'); // three whole hours
});

it('refuses what the API would', () => {
  const now = at('2026-11-28T10:00:00Z');
  expect(refusalOf(null, now)).toBe('required');
  expect(refusalOf(now, now)).toBe('too_early');
  expect(refusalOf(at('2026-11-28T10:00:01Z'), now)).toBeNull();
  expect(refusalOf(at('2027-02-26T10:00:00Z'), now)).toBeNull(); // 90 days
  expect(refusalOf(at('2027-02-26T10:00:01Z'), now)).toBe('too_late');
});

it('knows the legal deadlines that end before it would be back', () => {
  const now = at('2026-11-28T10:00:00Z');
  const due = (answer_by: string, status = 'in_progress') => ({ status, deadlines: { answer_by } }) as Incident;
  const before = (...incidents: Incident[]) => deadlinesBefore(incidents, at('2026-12-01T08:00:00Z'), now);
  const soon = '2026-11-30T22:59:59.999Z';
  expect(before(due(soon), due('2026-12-01T08:00:00.000Z'))).toEqual([soon]);
  expect(before(due(soon), due('2026-11-29T22:59:59.999Z'))).toEqual(['2026-11-29T22:59:59.999Z', soon]);
  // One that has passed ends nothing any more, nor one that the shop has met.
  expect(before(due('2026-11-27T22:59:59.999Z'), due(soon, 'resolution_proposed'), due(soon, 'closed'))).toEqual([]);
});
