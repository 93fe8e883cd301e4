import { expect, it } from 'vitest';
import { noFilters } from './filters';
import { apart, marksOf } from './marks';

const name = (id: string) => id.toUpperCase();

it('gives each of several values a mark, which takes it away alone', () => {
  const filters = { ...noFilters, status: ['registered', 'closed'], categories: ['a', 'b'], tag: 'horno' };
  expect(marksOf(filters, name).map(({ id, without }) => [id, without])).toEqual([
    ['status-registered', { status: ['closed'] }],
    ['status-closed', { status: ['registered'] }],
    ['categories-a', { categories: ['b'] }],
    ['categories-b', { categories: ['a'] }],
    ['tag', { tag: '' }]
  ]);
});

it('puts many together', () => {
  const categories = Array.from({ length: apart + 1 }, (_, at) => `r${at}`);
  expect(marksOf({ ...noFilters, categories }, name).map(({ id, without }) => [id, without])).toEqual([
    ['categories', { categories: [] }]
  ]);
});

it('shows no mark of what has a box of its own', () => {
  const filters = { ...noFilters, snoozed: 'true', overdue: 'true' };
  expect(marksOf(filters, name)).toEqual([]);
  expect(marksOf({ ...filters, overdue: 'false' }, name).map(one => one.id)).toEqual(['overdue']);
});
