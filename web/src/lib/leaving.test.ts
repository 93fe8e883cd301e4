import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { announcer } from './announce.svelte';
import { ApiProblem } from './api/problem';
import { Leaving, patience } from './leaving';
import { forgetEverything } from './storage';

const end = vi.fn<(signal: AbortSignal) => Promise<unknown>>();
const forget = vi.fn();
const answers = (status: number) => end.mockImplementation(() => Promise.reject(new ApiProblem(status)));
const leaving = () => new Leaving('resuelve_leaving', end, forget);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  end.mockReset();
  forget.mockReset();
  announcer.forget();
});
afterEach(() => vi.useRealTimers());

it.each([
  ['ends', () => end.mockResolvedValue(null)],
  ['is over', () => answers(401)]
])('forgets the person when the session %s', async (_, server) => {
  server();
  localStorage.setItem('resuelve_hint', '1');
  const one = leaving();
  await one.leave();
  expect(forget).toHaveBeenCalledTimes(1);
  expect(localStorage.length).toBe(0);
  expect(one.isDue).toBe(false);
  expect(announcer.toasts).toEqual([]);
});

it.each([0, 429, 500, 503])(
  'forgets the person, says so and goes on asking where the server answers %i',
  async status => {
    answers(status);
    const one = leaving();
    await one.leave();
    expect(forget).toHaveBeenCalledTimes(1);
    expect(announcer.toasts).toHaveLength(1);
    expect(one.isDue).toBe(true);
    await vi.advanceTimersByTimeAsync(600_000);
    const asked = end.mock.calls.length;
    expect(asked).toBeGreaterThan(16);
    expect(asked).toBeLessThan(34);
    end.mockResolvedValue(null);
    await vi.advanceTimersByTimeAsync(37_500);
    expect(one.isDue).toBe(false);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(end).toHaveBeenCalledTimes(asked + 1);
  }
);

it('waits for no line that hangs, nor for what it would answer later', async () => {
  end.mockImplementation(() => new Promise(() => {}));
  const one = leaving();
  const left = one.leave();
  await vi.advanceTimersByTimeAsync(patience - 1);
  expect(forget).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await left;
  expect(end.mock.calls[0]?.[0].aborted).toBe(true);
  expect(forget).toHaveBeenCalledTimes(1);
  expect(announcer.toasts).toHaveLength(1);
  const entering = expect(one.settle()).rejects.toMatchObject({ code: 'network' });
  await vi.advanceTimersByTimeAsync(patience);
  await entering;
  expect(one.isDue).toBe(true);
});

it('asks as soon as there is a network again', async () => {
  answers(0);
  const one = leaving();
  await one.leave();
  end.mockResolvedValue(null);
  dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(one.isDue).toBe(false);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(end).toHaveBeenCalledTimes(2);
});

it('is remembered over visits, and by a device that forgets everything', async () => {
  answers(0);
  await leaving().leave();
  vi.clearAllTimers();
  await forgetEverything();
  const later = leaving();
  expect(later.isDue).toBe(true);
  end.mockResolvedValue(null);
  later.settleSoon();
  await vi.advanceTimersByTimeAsync(0);
  expect(later.isDue).toBe(false);
});

it('lets nobody in before it has ended', async () => {
  answers(0);
  const one = leaving();
  await one.leave();
  await expect(one.settle()).rejects.toMatchObject({ code: 'network' });
  end.mockResolvedValue(null);
  await one.settle();
  await one.settle();
  expect(end).toHaveBeenCalledTimes(3);
});
