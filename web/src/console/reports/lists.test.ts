import { expect, it } from 'vitest';
import { ageFilters, dueToday, listOf, reasonFilters } from './lists';

const asOf = '2026-11-28T12:00:00.000Z';

it('lists what a report and a figure of it are about', () => {
  expect(listOf({})).toBe('/consola/cola/todas');
  expect(listOf({ opened_from: '2026-11-21' }, { channel: 'phone' })).toBe(
    '/consola/cola/todas?opened_from=2026-11-21&channel=phone'
  );
});

it('lists what of a person ends today', () => {
  const query = 'status=registered%2Cin_progress%2Cawaiting_third_party%2Cawaiting_customer';
  expect(dueToday('ana')).toBe(`/consola/cola/vencen-hoy?${query}&assignee=ana&overdue=false`);
  expect(dueToday(null)).toContain('assignee=none');
});

it('bounds a class of age by whole days, to the millisecond', () => {
  expect(ageFilters(1, 3, asOf, {})).toMatchObject({
    opened_from: '2026-11-25T12:00:00.001Z',
    opened_until: '2026-11-27T12:00:00.001Z'
  });
  expect(ageFilters(0, 1, asOf, {})).toMatchObject({ opened_from: '2026-11-27T12:00:00.001Z' });
  expect(ageFilters(0, 1, asOf, {})).not.toHaveProperty('opened_until');
  expect(ageFilters(30, undefined, asOf, {})).toMatchObject({
    opened_from: '',
    opened_until: '2026-10-29T12:00:00.001Z'
  });
});

it('never goes back beyond the period of the report', () => {
  expect(ageFilters(7, 15, asOf, { opened_from: '2026-11-14' })).toMatchObject({ opened_from: '2026-11-14' });
  expect(ageFilters(7, 15, asOf, { opened_from: '2026-11-01' })).toMatchObject({
    opened_from: '2026-11-13T12:00:00.001Z'
  });
  expect(ageFilters(30, undefined, asOf, { opened_from: '2026-11-14' })).toMatchObject({ opened_from: '2026-11-14' });
});

it('lists a reason with those below it', () => {
  const row = (id: string | null, ids: string[]) => ({ id, ids, level: 0, count: 1, isOwn: false });
  expect(reasonFilters(row(null, []))).toEqual({ without_category: true });
  expect(reasonFilters(row('a, b', ['a, b']))).toEqual({ category: 'a, b' });
  expect(reasonFilters(row('a', ['a', 'b']))).toEqual({ categories: ['a', 'b'] });
  expect(reasonFilters(row('a', Array<string>(101).fill('b')))).toBe(null);
});

it('never goes on beyond it either', () => {
  expect(ageFilters(7, 15, asOf, { opened_until: '2026-11-18' })).toMatchObject({ opened_until: '2026-11-18' });
  expect(ageFilters(7, 15, asOf, { opened_until: '2026-11-25' })).toMatchObject({
    opened_until: '2026-11-21T12:00:00.001Z'
  });
  expect(ageFilters(0, 1, asOf, { opened_until: '2026-11-25' })).toMatchObject({ opened_until: '2026-11-25' });
});
