import { expect, it } from 'vitest';
import { filtersOf, noFilters, wantedOf } from './filters';
import { addressOf, isChanged, queryOf, type SavedView } from './saved';

const view = (query: string): SavedView => ({
  id: 'v1',
  name: 'Urgentes',
  query,
  owner: 'employee',
  team_id: null,
  version: 1,
  created_at: '',
  updated_at: ''
});

it('opens with its filters in the address', () => {
  expect(addressOf(view('priority=urgent&sort=deadline&status=registered,closed'))).toBe(
    '/consola/cola/v1?status=registered%2Cclosed&priority=urgent&sort=deadline'
  );
  expect(addressOf(view(''))).toBe('/consola/cola/v1');
});

it('asks for the same when it is opened again as when it was saved', () => {
  const filters = { ...noFilters, priority: 'high', q: 'horno gas', escalated: true };
  const query = queryOf(wantedOf('mias', filters, []));
  expect(wantedOf('todas', filtersOf(`?${query}`), [])).toEqual(wantedOf('mias', filters, []));
  const snoozed = { ...filters, snoozed: 'true' };
  expect(queryOf(wantedOf('mias', snoozed, []))).toContain('snoozed=true');
  expect(isChanged(view(query), filtersOf(`?${queryOf(wantedOf('mias', snoozed, []))}`))).toBe(true);
});

it('is changed by other filters, not by their order', () => {
  const saved = view('sort=deadline&priority=urgent');
  expect(isChanged(saved, { ...noFilters, priority: 'urgent', sort: 'deadline' })).toBe(false);
  expect(isChanged(saved, { ...noFilters, priority: 'high', sort: 'deadline' })).toBe(true);
});
