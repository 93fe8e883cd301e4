import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { combined, settings, type Choice, type Preferences } from './settings.svelte';

const choice: Choice = {
  theme: 'system',
  density: 'normal',
  language: null,
  shortcuts: { enabled: true, keys: {} },
  signature: '',
  away: null,
  sound: false
};
const preferences = (version: number, more: Partial<Choice> = {}): Preferences => ({
  ...choice,
  ...more,
  version,
  updated_at: version ? '2026-11-28T10:00:00.000Z' : null
});
const ana = { id: 'ana', language: 'es' };

let server: Preferences;
beforeEach(() => {
  localStorage.clear();
  server = preferences(0);
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json(server);
    if (request.headers.get('if-match') !== `"${server.version}"`)
      return Response.json({ type: '/problems/stale-version' }, { status: 412 });
    server = { ...((await request.json()) as Choice), version: server.version + 1, updated_at: 'now' };
    return Response.json(server);
  });
});
afterEach(() => vi.unstubAllGlobals());

it('shows what the server has from signing in on, and keeps a copy for the first paint', async () => {
  server = preferences(3, { density: 'compact', theme: 'dark', shortcuts: { enabled: false, keys: { reply: 'w' } } });
  await settings.load(ana);
  expect(settings.rowHeight).toBe(32);
  expect(settings.shortcuts).toBe(false);
  expect(settings.keysOf('reply')).toBe('w');
  expect(settings.keysOf('note')).toBe('n');
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(JSON.parse(localStorage.getItem('resuelve_console') ?? '')).toMatchObject({
    account: 'ana',
    density: 'compact'
  });
});

it('does not show one person the habits of another', async () => {
  server = preferences(1, { density: 'wide' });
  await settings.load(ana);
  server = preferences(0);
  await settings.load({ id: 'pablo', language: 'es' });
  expect(settings.density).toBe('normal');
});

it('keeps what it has when the server does not answer', async () => {
  server = preferences(1, { density: 'wide' });
  await settings.load(ana);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  await settings.load(ana);
  expect(settings.density).toBe('wide');
  expect(settings.problem).toMatchObject({ code: 'network' });
});

it('saves over what another browser chose meanwhile, and loses nothing of it', async () => {
  await settings.load(ana);
  server = preferences(1, { sound: true, density: 'wide' });
  await settings.save({ ...choice, signature: 'Ana' });
  expect(server).toMatchObject({ version: 2, sound: true, density: 'wide', signature: 'Ana' });
  expect(settings.signature).toBe('Ana');
});

it('takes of two choices the one that changed', () => {
  const mine = { ...choice, theme: 'dark' as const, sound: true };
  const theirs = { ...choice, theme: 'light' as const, density: 'wide' as const };
  expect(combined(choice, mine, theirs)).toEqual({ ...choice, theme: 'dark', sound: true, density: 'wide' });
});

it('forgets an absence once its day has come', async () => {
  server = preferences(1, { away: { until: '2026-12-01T08:00:00.000Z', note: null } });
  await settings.load(ana);
  expect(settings.away(new Date('2026-11-30T08:00:00Z'))).not.toBeNull();
  expect(settings.away(new Date('2026-12-01T08:00:00Z'))).toBeNull();
});
