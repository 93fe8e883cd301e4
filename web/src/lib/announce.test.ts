import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { announcer } from './announce.svelte';
import Announcements from './widgets/Announcements.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells the same again: the region is emptied before', () => {
  announcer.say('1 mensaje nuevo');
  vi.advanceTimersByTime(100);
  expect(announcer.polite).toBe('1 mensaje nuevo');
  vi.advanceTimersByTime(5_000);
  announcer.say('1 mensaje nuevo');
  vi.advanceTimersByTime(1);
  expect(announcer.polite).toBe('');
  vi.advanceTimersByTime(100);
  expect(announcer.polite).toBe('1 mensaje nuevo');
});

it('tells what comes within five seconds together', () => {
  vi.advanceTimersByTime(10_000);
  announcer.say('uno');
  vi.advanceTimersByTime(100);
  announcer.say('dos');
  announcer.say('tres');
  vi.advanceTimersByTime(4_000);
  expect(announcer.polite).toBe('uno');
  vi.advanceTimersByTime(1_100);
  expect(announcer.polite).toBe('dos. tres');
});

it('has three toasts at most; one that is held stays', () => {
  announcer.toasts = [];
  for (const text of ['a', 'b', 'c']) announcer.toast(text);
  announcer.hold(announcer.toasts[0]?.id ?? 0, true);
  announcer.toast('d');
  const texts = () => announcer.toasts.map(one => one.text);
  expect(texts()).toEqual(['a', 'c', 'd']);
  vi.advanceTimersByTime(6_000);
  expect(texts()).toEqual(['a']);
});

it('keeps what toasts said, the newest first and not for ever, until somebody else may use the page', () => {
  announcer.forget();
  for (let n = 1; n <= 25; n++) announcer.toast(`hecho ${n}`);
  vi.advanceTimersByTime(10_000);
  expect(announcer.toasts).toEqual([]);
  expect(announcer.said).toHaveLength(20);
  expect(announcer.said[0]?.text).toBe('hecho 25');
  announcer.toast('otro');
  announcer.forget();
  expect([announcer.said, announcer.toasts]).toEqual([[], []]);
});

it('says what failed once to readers, though it is shown too, and shows it once however often it is said', () => {
  announcer.forget();
  const app = mount(Announcements, { target: document.body });
  announcer.fail('No se ha podido');
  announcer.fail('No se ha podido');
  vi.advanceTimersByTime(100);
  flushSync();
  const saying = [...document.querySelectorAll('[aria-live], [role="status"] > :not([aria-hidden="true"])')];
  expect(saying.filter(one => one.textContent?.includes('No se ha podido'))).toHaveLength(1);
  expect(document.querySelectorAll('.toast')).toHaveLength(1);
  announcer.toast('Guardado');
  flushSync();
  expect(document.querySelector('.toast:last-child')?.getAttribute('aria-hidden')).toBeNull();
  void unmount(app);
});
