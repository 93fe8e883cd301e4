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
    channel: 'web',
    order: null,
    closed_as: null,
    satisfaction: null,
    created_at: '2026-11-20T10:00:00.000Z',
    first_answered_at: null,
    answered_at: null,
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

it('takes what figures of the panel list, and nothing else', () => {
  const figures =
    'categories=defect%2Cguarantee&without_category=true&overdue=true&opened_from=2026-11-01&opened_until=2026-11-02T10%3A00%3A00.001Z' +
    '&channel=phone&product=Tetera%2C+roja&first_answered=true&answered=in_time%2Clate&closed_as=spam&score=5&rated=true';
  expect(searchOf(filtersOf(figures)).toString()).toBe(figures);
  expect(filtersOf('?channel=pigeon&closed_as=lost&score=6&answered=never&opened_from=monday&overdue=1')).toEqual(
    noFilters
  );
  expect(wantedOf('todas', filtersOf('?score=5&rated=true&answered=in_time,late'), [])).toEqual({
    score: 5,
    rated: true,
    answered: 'in_time,late',
    sort: '-created'
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
  expect(wantedOf('vencen-hoy', noFilters, []).snoozed).toBeUndefined();
  expect(wantedOf('vencen-hoy', { ...noFilters, sort: '-created' }, []).sort).toBe('deadline');
});

it('leaves snoozed ones out of the views of work unless they are asked for', () => {
  for (const view of ['mias', 'sin-asignar', 'equipo', 'espera'] as const) {
    expect(wantedOf(view, noFilters, []).snoozed).toBe(false);
    expect(wantedOf(view, filtersOf('?snoozed=true'), []).snoozed).toBe(true);
  }
  expect(filtersOf('?snoozed=maybe')).toEqual(noFilters);
  const is = (snoozed: string, snoozed_until: string | null) =>
    belongs(incident({ snoozed_until }), wantedOf('todas', { ...noFilters, snoozed }, []), 'me-id', null);
  const moment = '2026-12-01T08:00:00.000Z';
  expect([is('', null), is('', moment), is('false', moment), is('true', null)]).toEqual([true, true, false, false]);
  expect([is('true', moment), is('false', null)]).toEqual([true, true]);
});

it('knows whether an incident that changed is still one of the list', () => {
  const wanted = wantedOf('mias', noFilters, []);
  expect(belongs(incident(), wanted, 'me-id', null)).toBe(true);
  expect(belongs(incident({ assignee_id: 'other' }), wanted, 'me-id', null)).toBe(false);
  expect(belongs(incident({ status: 'closed' }), wanted, 'me-id', null)).toBe(false);
  expect(belongs(incident({ assignee_id: null }), wantedOf('sin-asignar', noFilters, []), 'me-id', null)).toBe(true);
  expect(belongs(incident(), wanted, 'me-id', '2026-11-28T09:00:00.000Z')).toBe(false);
});

it('knows of what figures count whether a changed incident is one of it', () => {
  const now = new Date('2026-11-28T12:00:00Z');
  const is = (search: string, more: Partial<Incident> = {}) =>
    belongs(incident(more), wantedOf('todas', filtersOf(search), []), 'me-id', null, now);
  expect(is('opened_from=2026-11-20')).toBe(true);
  expect(is('opened_from=2026-11-21')).toBe(false);
  expect(is('opened_from=2026-11-20', { created_at: '2026-11-19T23:30:00.000Z' })).toBe(true); // the shop's day began at 23:00
  expect(is('opened_until=2026-11-20T10:00:00.000Z')).toBe(false);
  expect(is('channel=web')).toBe(true);
  expect(is('channel=phone')).toBe(false);
  expect(is('categories=guarantee,defect')).toBe(true);
  expect(is('categories=guarantee', { category: null })).toBe(false);
  expect(is('without_category=true', { category: null })).toBe(true);
  expect(is('product=Tetera')).toBe(false);
  expect(is('product=Tetera', { order: { product: 'Tetera' } } as Partial<Incident>)).toBe(true);
  expect(is('first_answered=true')).toBe(false);
  expect(is('answered=late', { answered_at: '2026-11-28T10:00:00.001Z' })).toBe(true);
  expect(is('answered=late', { answered_at: '2026-11-28T10:00:00.000Z' })).toBe(false);
  expect(is('answered=in_time,late')).toBe(false);
  expect(is('closed_as=spam', { closed_as: 'spam' })).toBe(true);
  expect(is('score=4', { satisfaction: { score: 4 } } as Partial<Incident>)).toBe(true);
  expect(is('rated=true')).toBe(false);
  expect(is('overdue=true')).toBe(true);
  expect(is('overdue=false')).toBe(false);
  expect(is('overdue=true', { status: 'resolution_proposed' })).toBe(false);
  expect(is('overdue=false', { status: 'resolution_proposed' })).toBe(true);
  expect(is('overdue=true', { status: 'awaiting_customer' })).toBe(true);
});
