import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Beside } from './beside.svelte';

const main = document.createElement('main');

beforeEach(() => {
  vi.useFakeTimers();
  main.innerHTML = '<h1>Todas</h1><div aria-busy="true"></div>';
});
afterEach(() => vi.useRealTimers());

it('waits until nothing in the screen is busy, and for a frame that shows it', () => {
  const beside = new Beside();
  beside.watch(main);
  vi.advanceTimersByTime(1_000);
  expect(beside.now).toBe(false);
  main.innerHTML = '<h1>Todas</h1><p>Una fila</p>';
  vi.advanceTimersByTime(100);
  expect(beside.now).toBe(true);
});

it('waits for a screen that is still being fetched', () => {
  const beside = new Beside();
  main.innerHTML = '';
  beside.watch(main);
  vi.advanceTimersByTime(1_000);
  expect(beside.now).toBe(false);
});

it('waits no longer than five seconds', () => {
  const beside = new Beside();
  beside.watch(main);
  vi.advanceTimersByTime(5_100);
  expect(beside.now).toBe(true);
});

it('does not go on when the page is left', () => {
  const beside = new Beside();
  beside.watch(main)();
  vi.advanceTimersByTime(6_000);
  expect(beside.now).toBe(false);
});
