import { expect, it } from 'vitest';
import { noFilters } from '../queue/filters';
import { daysOf, insteadOf, untilOf } from './search';

it('suggests beginnings, and one word less', () => {
  expect(insteadOf('cafetera')).toEqual(['cafete*']);
  expect(insteadOf('cafetera rota')).toEqual(['cafete* rota*', 'rota', 'cafetera']);
  expect(insteadOf('tés')).toEqual([]);
  expect(insteadOf('cafe*')).toEqual([]);
  expect(insteadOf('P-1234')).toEqual([]);
  expect(insteadOf('uno dos tres cuatro cinco')).toHaveLength(4);
});

it("bounds by whole days of the shop's, and reads them back", () => {
  const bounds = { opened_from: untilOf('2026-11-03', 0), opened_until: untilOf('2026-11-04', 1) };
  expect(bounds).toEqual({ opened_from: '2026-11-02T23:00:00.000Z', opened_until: '2026-11-04T23:00:00.000Z' });
  expect(daysOf({ ...noFilters, ...bounds })).toEqual({ first: '2026-11-03', last: '2026-11-04' });
  expect(daysOf(noFilters)).toEqual({ first: '', last: '' });
  expect(untilOf('', 1)).toBe('');
});
