import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiProblem } from './api/problem';
import { Renewal } from './renewal.svelte';

const ask = vi.fn<() => Promise<unknown>>();
const how = { lock: 'lock', stamp: 'stamp', ask };
const answers = (status: number) => ask.mockImplementation(() => Promise.reject(new ApiProblem(status)));

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  ask.mockReset();
});
afterEach(() => vi.useRealTimers());

it('renews, and says when the session is over', async () => {
  ask.mockResolvedValue(null);
  expect(await new Renewal().renew(how)).toBe(true);
  answers(401);
  expect(await new Renewal().renew(how)).toBe(false);
});

it.each([502, 503, 504])(
  'ends no session for a service that answers %i, and refuses at once meanwhile',
  async status => {
    answers(status);
    const renewal = new Renewal();
    await expect(renewal.renew(how)).rejects.toMatchObject({ code: 'sign-in-unavailable', isPassing: true });
    expect(renewal.away).toBe(true);
    await expect(renewal.renew(how)).rejects.toMatchObject({ code: 'sign-in-unavailable' });
    expect(ask).toHaveBeenCalledTimes(1);
  }
);

it('leaves a lost network to whoever asked', async () => {
  answers(0);
  const renewal = new Renewal();
  await expect(renewal.renew(how)).rejects.toMatchObject({ code: 'network' });
  expect(renewal.away).toBe(false);
});

it('asks again with growing pauses, never over 37.5 s, until it is answered', async () => {
  answers(503);
  const renewal = new Renewal();
  const back = vi.fn();
  renewal.onBack(back);
  await renewal.renew(how).catch(() => {});
  await vi.advanceTimersByTimeAsync(600_000);
  const asked = ask.mock.calls.length;
  expect(asked).toBeGreaterThan(16);
  expect(asked).toBeLessThan(33);
  expect(back).not.toHaveBeenCalled();
  ask.mockResolvedValue(null);
  await vi.advanceTimersByTimeAsync(37_500);
  expect(renewal.away).toBe(false);
  expect(back).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(ask).toHaveBeenCalledTimes(asked + 1);
});

it('ends the waiting when the session turns out to be over', async () => {
  answers(503);
  const renewal = new Renewal();
  await renewal.renew(how).catch(() => {});
  answers(401);
  await vi.advanceTimersByTimeAsync(1_250);
  expect(renewal.away).toBe(false);
  expect(await renewal.renew(how)).toBe(false);
});
