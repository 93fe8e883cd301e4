import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { backTo, changeEach, changeMany } from './bulk';
import type { Incident } from './filters';

const incident = (id: string, more: Partial<Incident> = {}) =>
  ({ id, version: 3, priority: 'normal', assignee_id: null, ...more }) as Incident;

let requests: { key: string | null; ids: string[]; versions: number[]; change: unknown }[];
let stale: string[];
beforeEach(() => {
  requests = [];
  stale = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = (await request.json()) as { incidents: { id: string; version: number }[]; change: unknown };
    const { incidents, change } = body;
    requests.push({
      key: request.headers.get('idempotency-key'),
      ids: incidents.map(one => one.id),
      versions: incidents.map(one => one.version),
      change
    });
    return Response.json({
      items: incidents.map(({ id, version }) =>
        stale.includes(id)
          ? { id, status: 412, version: null, problem: { type: '/problems/stale-version', title: '', status: 412 } }
          : { id, status: 200, version: version + 1, problem: null }
      )
    });
  });
});
afterEach(() => vi.unstubAllGlobals());

it('tells of each what became of it', async () => {
  stale = ['b'];
  const outcome = await changeMany([incident('a'), incident('b')], { priority: 'high' });
  expect(outcome.done).toEqual([incident('a', { priority: 'high', version: 4 })]);
  expect(outcome.refused).toEqual([
    { incident: incident('b'), problem: expect.objectContaining({ status: 412, code: 'stale-version' }) }
  ]);
});

it('sends a hundred at a time, each part with a key of its own that another try repeats', async () => {
  const many = Array.from({ length: 230 }, (_, at) => incident(String(at)));
  await changeMany(many, { priority: 'high' }, 'key');
  await changeMany(many, { priority: 'high' }, 'key');
  expect(requests.map(one => one.ids.length)).toEqual([100, 100, 30, 100, 100, 30]);
  expect(requests.map(one => one.key)).toEqual(['key-0', 'key-100', 'key-200', 'key-0', 'key-100', 'key-200']);
});

it('gives each its own, in one request for those that get the same', async () => {
  stale = ['c'];
  const incidents = [incident('a', { tags: ['x'] }), incident('b', { tags: [] }), incident('c', { tags: ['x'] })];
  const outcome = await changeEach(incidents, one => ({ tags: [...one.tags, 'new'] }), 'key');
  expect(requests.map(({ key, ids, change }) => ({ key, ids, change }))).toEqual([
    { key: 'key-0-0', ids: ['a', 'c'], change: { tags: ['x', 'new'] } },
    { key: 'key-1-0', ids: ['b'], change: { tags: ['new'] } }
  ]);
  expect(outcome.done.map(one => one.tags)).toEqual([['x', 'new'], ['new']]);
  expect(outcome.refused.map(one => one.incident.id)).toEqual(['c']);
});

it('brings back what was alike in one request, with the versions of now', () => {
  const before = [incident('a', { assignee_id: 'x' }), incident('b'), incident('c', { assignee_id: 'x' })];
  const now = before.map(one => ({ ...one, assignee_id: 'y', version: 9 }));
  expect(backTo(before, now, { assignee_id: 'y' })).toEqual([
    { patch: { assignee_id: 'x' }, incidents: [now[0], now[2]] },
    { patch: { assignee_id: null }, incidents: [now[1]] }
  ]);
});
