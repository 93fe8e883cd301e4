import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { IncidentRows } from './list.svelte';
import { noFilters, wantedOf, type Incident } from './filters';

const incident = (id: string, more: Partial<Incident> = {}) =>
  ({
    id,
    status: 'in_progress',
    assignee_id: 'me',
    version: 1,
    tags: [],
    deadlines: { answer_by: '2026-12-01T00:00:00.000Z' },
    ...more
  }) as Incident;
const list = (...items: Incident[]) => ({ items, next_cursor: null });

let answers: Record<string, unknown>;
const asked = { wanted: wantedOf('mias', noFilters, []), me: 'me', dueBefore: null };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', (request: Request) => {
    const url = new URL(request.url);
    const body = answers[url.pathname];
    return Promise.resolve(
      body === undefined
        ? Response.json({ type: '/problems/not-found' }, { status: 404 })
        : Response.json(body, { status: 200 })
    );
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('shows a change in its place, without news', async () => {
  answers = { '/api/v1/incidents': list(incident('a'), incident('b')) };
  const rows = new IncidentRows(asked);
  await rows.reload();
  answers['/api/v1/incidents/b'] = incident('b', { version: 2, subject: 'nuevo' });
  rows.heard('b', 2);
  await vi.advanceTimersByTimeAsync(400);
  expect(rows.items.map(one => one.subject)).toEqual([undefined, 'nuevo']);
  expect(rows.news).toBe(0);
});

it('lets what is new or gone wait, and shows it when asked', async () => {
  answers = { '/api/v1/incidents': list(incident('a')) };
  const rows = new IncidentRows(asked);
  await rows.reload();
  answers['/api/v1/incidents/c'] = incident('c');
  answers['/api/v1/incidents/x'] = incident('x', { assignee_id: 'other' });
  rows.heard('x', 1); // somebody else's: no news here
  rows.heard('y', 1); // nor of one that is out of sight before it was looked at
  rows.heard('c', 1);
  rows.heard('a', 2); // no longer to be seen
  await vi.advanceTimersByTimeAsync(400);
  expect(rows.news).toBe(2);
  expect(rows.items.map(one => one.id)).toEqual(['a']);
  answers['/api/v1/incidents'] = list(incident('c'));
  await rows.reload();
  expect(rows.items.map(one => one.id)).toEqual(['c']);
  expect(rows.news).toBe(0);
});

it('goes on past the last row that is here, with the next page', async () => {
  answers = { '/api/v1/incidents': { ...list(incident('a'), incident('b')), next_cursor: 'more' } };
  const rows = new IncidentRows(asked);
  await rows.reload();
  expect(await rows.reach('a', 1)).toBe(1);
  answers['/api/v1/incidents'] = list(incident('c'));
  const [first, second] = [rows.reach('b', 1), rows.reach('b', 1)]; // one page for both
  expect([await first, await second]).toEqual([2, 2]);
  expect(rows.items.map(one => one.id)).toEqual(['a', 'b', 'c']);
  expect(await rows.reach('c', 1)).toBe(-1);
  expect(await rows.reach('a', -1)).toBe(-1);
});

const snoozed = { snoozed_until: '2026-12-09T08:00:00.000Z' };
const awake = { snoozed_until: null };
const idsOf = (rows: IncidentRows) => rows.items.map(one => one.id).join('');

it('lets go of what the person snoozes, and takes each back in its place', async () => {
  answers = { '/api/v1/incidents': list(...['a', 'b', 'c', 'd'].map(id => incident(id, awake))) };
  const rows = new IncidentRows(asked);
  await rows.reload();
  rows.active = 1;
  for (const id of ['b', 'a', 'd']) rows.settle(incident(id, snoozed));
  expect(idsOf(rows)).toBe('c');
  expect(rows.active).toBe(0);
  expect([rows.rowBeside('b', 1), rows.rowBeside('b', -1), rows.rowBeside('d', -1)]).toEqual([0, -1, 0]);
  expect([rows.rowBeside('d', 1), rows.rowBeside('x', 1)]).toEqual([-1, -1]);
  for (const id of ['d', 'b']) rows.settle(incident(id, { ...awake, version: 2 }));
  expect(idsOf(rows)).toBe('bcd');
  rows.settle(incident('a', { ...awake, version: 2 }));
  expect(idsOf(rows)).toBe('abcd');
  expect(rows.items[rows.active]?.id).toBe('c');
  rows.settle(incident('x', awake)); // which it never had
  expect(idsOf(rows)).toBe('abcd');
});

it('keeps what somebody else snoozes where it is, as news, and hears of its coming back', async () => {
  answers = { '/api/v1/incidents': list(incident('a', awake)) };
  const rows = new IncidentRows(asked);
  await rows.reload();
  answers['/api/v1/incidents/a'] = incident('a', { ...snoozed, version: 2 });
  answers['/api/v1/incidents/b'] = incident('b', { ...awake, version: 5 });
  rows.heard('a', 2);
  rows.heard('b', 5);
  await vi.advanceTimersByTimeAsync(400);
  expect(idsOf(rows)).toBe('a');
  expect(rows.items[0]?.snoozed_until).toBe(snoozed.snoozed_until);
  expect(rows.news).toBe(2);
});

it('hears nothing new of what the person has just snoozed', async () => {
  answers = { '/api/v1/incidents': list(incident('a', awake)) };
  const rows = new IncidentRows(asked);
  await rows.reload();
  rows.settle(incident('a', snoozed));
  answers['/api/v1/incidents/a'] = incident('a', { ...snoozed, version: 2 });
  rows.heard('a', 2);
  await vi.advanceTimersByTimeAsync(400);
  expect(rows.news).toBe(0);
});

it('does not look at what it knows already', async () => {
  answers = { '/api/v1/incidents': list(incident('a', { version: 3 })) };
  const rows = new IncidentRows(asked);
  await rows.reload();
  rows.heard('a', 3);
  await vi.advanceTimersByTimeAsync(400);
  expect(rows.news).toBe(0);
});

it('lets the list that is on its way come first, and looks at what is newer than that', async () => {
  answers = {
    '/api/v1/incidents': list(incident('a', { version: 2 }), incident('b')),
    '/api/v1/incidents/b': incident('b', { version: 3, subject: 'nuevo' })
  };
  const rows = new IncidentRows(asked);
  const loaded = rows.reload();
  rows.heard('a', 2);
  rows.heard('b', 3);
  await loaded;
  await vi.advanceTimersByTimeAsync(700);
  expect(rows.items.map(one => one.subject)).toEqual([undefined, 'nuevo']);
  expect(rows.news).toBe(0);
});

it('ends where the rest is due later', async () => {
  answers = {
    '/api/v1/incidents': {
      items: [incident('a'), incident('b', { deadlines: { answer_by: '2026-12-24T00:00:00.000Z' } as never })],
      next_cursor: 'more'
    }
  };
  const rows = new IncidentRows({ ...asked, dueBefore: '2026-12-02T00:00:00.000Z' });
  await rows.reload();
  expect(rows.items.map(one => one.id)).toEqual(['a']);
  expect(rows.complete).toBe(true);
});

it('selects a range and forgets what the next reading no longer has', async () => {
  answers = { '/api/v1/incidents': list(incident('a'), incident('b'), incident('c')) };
  const rows = new IncidentRows(asked);
  await rows.reload();
  rows.selectRange(2, 1);
  expect([...rows.selected]).toEqual(['b', 'c']);
  answers['/api/v1/incidents'] = list(incident('c'));
  await rows.reload();
  expect([...rows.selected]).toEqual(['c']);
});
