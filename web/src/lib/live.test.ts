import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eventsIn, listen, type LiveMessage } from './live';

it('hands out whole events and keeps the rest', () => {
  const { events, rest } = eventsIn('retry: 1000\n\nid: 7\ndata: {"a":1}\n\n: still here\n\nevent: gap\nda');
  expect(events).toEqual([{ id: '7', data: '{"a":1}' }]);
  expect(rest).toBe('event: gap\nda');
});

it('reads a gap', () => {
  expect(eventsIn('event: gap\ndata: {}\n\n').events).toEqual([{ event: 'gap', data: '{}' }]);
});

/** What is asked of the stream. Each answer says its text and ends, and after the last nothing is answered. */
function streams(...texts: string[]): { seconds: string | null; last: string | null }[] {
  const asked: { seconds: string | null; last: string | null }[] = [];
  vi.stubGlobal('fetch', ({ url, headers }: Request) => {
    asked.push({ seconds: new URL(url).searchParams.get('last_seconds'), last: headers.get('last-event-id') });
    const text = texts[asked.length - 1];
    return text === undefined ? new Promise(() => {}) : Promise.resolve(new Response(text));
  });
  return asked;
}

/** Lets the tab have its turn to read when it is called. */
function turn(): () => void {
  let begin = () => {};
  const request = (_: string, __: object, lead: () => Promise<void>) =>
    new Promise<void>(resolve => (begin = () => resolve(lead())));
  vi.stubGlobal('navigator', { locks: { request } });
  return () => begin();
}

const event = { type: 'incident.answered', incident_id: 'a', version: 2, time: '2026-11-27T17:00:00.000Z' };
const block = `id: 7\ndata: ${JSON.stringify(event)}\n\n`;

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('asks for what happened since it listens, then for what came after the last event', async () => {
  const asked = streams(': still here\n\n', block);
  const heard: LiveMessage[] = [];
  const stop = listen('/api/v1/events', 'ana', message => heard.push(message));
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  stop();
  expect(asked).toEqual([
    { seconds: '1', last: null },
    { seconds: '1', last: null },
    { seconds: null, last: '7' }
  ]);
  expect(heard).toContainEqual({ kind: 'event', event, id: '7' });
});

it('asks from where another tab had heard that read for it', async () => {
  const begin = turn();
  const asked = streams();
  const heard: LiveMessage[] = [];
  const stop = listen('/api/v1/events', 'eva', message => heard.push(message));
  const other = new BroadcastChannel('resuelve-live-eva');
  other.postMessage({ kind: 'event', event, id: '7' });
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  begin();
  await vi.waitFor(() => expect(asked).toEqual([{ seconds: null, last: '7' }]));
  stop();
  other.close();
});

it('asks for all the time that it waited for its turn', async () => {
  const begin = turn();
  const asked = streams();
  const stop = listen('/api/v1/events', 'luis', () => {});
  vi.setSystemTime(Date.now() + 90_500);
  begin();
  await vi.waitFor(() => expect(asked).toEqual([{ seconds: '91', last: null }]));
  stop();
});
