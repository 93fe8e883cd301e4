import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writing } from './writing.svelte';

const start = new Date('2026-11-28T12:00:00Z');
let answer: { incident_id: string; employee_id: string; name: string; updated_at: string }[] | null;
let asked: number;

const writer = (incident_id: string, name: string, secondsAgo: number) => ({
  incident_id,
  employee_id: name,
  name,
  updated_at: new Date(Date.now() - secondsAgo * 1000).toISOString()
});

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  asked = 0;
  vi.stubGlobal('fetch', () => {
    asked++;
    const headers = { date: new Date().toUTCString() };
    return Promise.resolve(
      answer ? Response.json({ items: answer, next_cursor: null }, { headers }) : new Response(null, { status: 500 })
    );
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('knows who writes while somebody looks, asked for once for all, and nobody afterwards', async () => {
  answer = [writer('a', 'Ana', 1), writer('b', 'Pablo', 1), writer('a', 'Eva', 0)];
  const [one, other] = [writing.follow(), writing.follow()];
  await vi.advanceTimersByTimeAsync(0);
  expect([writing.of('a'), writing.of('b'), writing.of('c')]).toEqual([['Ana', 'Eva'], ['Pablo'], []]);
  answer = [];
  await vi.advanceTimersByTimeAsync(5_000);
  expect([asked, writing.of('a')]).toEqual([2, []]);
  answer = [writer('a', 'Ana', 0)];
  one();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([asked, writing.of('a')]).toEqual([3, ['Ana']]);
  other();
  expect(writing.of('a')).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(3);
});

it('says it for fifteen seconds after the last word, also while no answer comes', async () => {
  answer = [writer('a', 'Ana', 2)];
  const end = writing.follow();
  await vi.advanceTimersByTimeAsync(0);
  answer = null;
  await vi.advanceTimersByTimeAsync(12_900);
  expect(writing.of('a')).toEqual(['Ana']);
  await vi.advanceTimersByTimeAsync(200);
  expect(writing.of('a')).toEqual([]);
  end();
});
