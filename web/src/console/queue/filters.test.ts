import { expect, it } from 'vitest';
import { belongs, filtersOf, isFiltered, noFilters, searchOf, wantedOf, type Incident } from './filters';

const incident = (more: Partial<Incident> = {}) =>
  ({
    status: 'in_progress',
    priority: 'normal',
    category: 'defect',
    team_id: 'team',
    assignee_id: 'me-id',
    tags: [],
    escalated: false,
    deadlines: { answer_by: '2026-11-28T10:00:00.000Z' },
    ...more
  }) as Incident;

it('keeps filters in the address and takes them out of it', () => {
  const filters = {
    ...noFilters,
    status: ['registered', 'closed'],
    priority: 'high',
    escalated: true,
    sort: 'created'
  };
  expect(searchOf(filters).toString()).toBe('status=registered%2Cclosed&priority=high&escalated=true&sort=created');
  expect(filtersOf(`?${searchOf(filters)}`)).toEqual(filters);
  expect(searchOf(noFilters).toString()).toBe('');
});

it('takes nothing out of an address that the API would refuse', () => {
  expect(filtersOf('?status=lost,registered&priority=huge&sort=colour')).toEqual({
    ...noFilters,
    status: ['registered']
  });
});

it('does not call another order a filter', () => {
  expect(isFiltered({ ...noFilters, sort: 'created' })).toBe(false);
  expect(isFiltered({ ...noFilters, tag: 'horno' })).toBe(true);
});

it('asks for each view what it is', () => {
  expect(wantedOf('mias', noFilters, [])).toMatchObject({ assignee: 'me', sort: 'deadline' });
  expect(wantedOf('sin-asignar', noFilters, [])).toMatchObject({ assignee: 'none' });
  expect(wantedOf('equipo', noFilters, ['a', 'b'])).toMatchObject({ team: 'a' });
  expect(wantedOf('equipo', { ...noFilters, team: 'b' }, ['a', 'b'])).toMatchObject({ team: 'b' });
  expect(wantedOf('espera', noFilters, []).status).toContain('resolution_proposed');
  expect(wantedOf('todas', noFilters, [])).toEqual({ sort: '-created' });
  expect(wantedOf('vencen-hoy', { ...noFilters, sort: '-created' }, []).sort).toBe('deadline');
});

it('knows whether an incident that changed is still one of the list', () => {
  const wanted = wantedOf('mias', noFilters, []);
  expect(belongs(incident(), wanted, 'me-id', null)).toBe(true);
  expect(belongs(incident({ assignee_id: 'other' }), wanted, 'me-id', null)).toBe(false);
  expect(belongs(incident({ status: 'closed' }), wanted, 'me-id', null)).toBe(false);
  expect(belongs(incident({ assignee_id: null }), wantedOf('sin-asignar', noFilters, []), 'me-id', null)).toBe(true);
  expect(belongs(incident(), wanted, 'me-id', '2026-11-28T09:00:00.000Z')).toBe(false);
});
