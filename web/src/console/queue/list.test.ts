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

it('does not look at what it knows already', async () => {
  answers = { '/api/v1/incidents': list(incident('a', { version: 3 })) };
  const rows = new IncidentRows(asked);
  await rows.reload();
  rows.heard('a', 3);
  await vi.advanceTimersByTimeAsync(400);
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
