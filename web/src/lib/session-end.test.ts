import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SessionEnd, warnBefore } from './session-end.svelte';

const start = Date.parse('2026-11-30T08:00:00Z');
const at = (ms: number) => new Date(start + ms).toISOString();
const hour = 3_600_000;

beforeEach(() => vi.useFakeTimers({ now: start }));
afterEach(() => vi.useRealTimers());

/** A session of an hour after each renewal and of twelve in all. */
function session() {
  let renewed = start;
  let failures = 0;
  const renew = vi.fn(async () => {
    renewed = Date.now();
  });
  const ends = vi.fn(async () => {
    if (failures-- > 0) throw new Error('away');
    return new Date(Math.min(renewed + hour, start + 12 * hour)).toISOString();
  });
  return { ends, renew, fail: (times: number) => (failures = times) };
}

it('renews while that puts the end off, and says nothing', async () => {
  const { ends, renew } = session();
  const end = new SessionEnd({ ends, renew });
  end.start();
  await vi.advanceTimersByTimeAsync(11 * hour);
  expect(end.near).toBeNull();
  expect(renew.mock.calls.length).toBeGreaterThan(9);
});

it('warns two minutes before the end that cannot be put off, and no more once somebody signed in again', async () => {
  const { ends, renew } = session();
  const end = new SessionEnd({ ends, renew });
  end.start();
  await vi.advanceTimersByTimeAsync(12 * hour - warnBefore - 1);
  expect(end.near).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(end.near).toBe(at(12 * hour));
  ends.mockImplementation(async () => at(24 * hour));
  await end.look();
  expect(end.near).toBeNull();
});

it('asks again when nobody answers, and not at all without a session', async () => {
  const { ends, renew, fail } = session();
  const end = new SessionEnd({ ends, renew });
  fail(2);
  end.start();
  await vi.advanceTimersByTimeAsync(30_000 + 2 * 60_000);
  expect(ends).toHaveBeenCalledTimes(3);
  end.stop(); // else it would look every millisecond from its end on, which takes a busy machine seconds
  const nobody = vi.fn(async () => undefined);
  const none = new SessionEnd({ ends: nobody, renew });
  none.start();
  await vi.advanceTimersByTimeAsync(12 * hour);
  expect(nobody).toHaveBeenCalledTimes(1);
  expect(none.near).toBeNull();
});
