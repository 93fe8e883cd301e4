import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tooltip } from './tooltip';

let button: HTMLElement;
let end: ReturnType<ReturnType<typeof tooltip>>;
const shown = () => document.querySelector('.tooltip')?.textContent;

beforeEach(() => {
  vi.useFakeTimers();
  HTMLElement.prototype.showPopover ??= () => {};
  document.body.innerHTML = '<button><span class="visually-hidden">Subir</span></button>';
  button = document.querySelector('button') as HTMLElement;
  end = tooltip(() => 'Subir')(button);
});
afterEach(() => {
  end?.();
  vi.useRealTimers();
});
const point = (type: string, pointerType = 'mouse') => button.dispatchEvent(new PointerEvent(type, { pointerType }));

it('is there on hover, for eyes alone, and goes', () => {
  point('pointerenter');
  expect(shown()).toBe('Subir');
  expect(document.querySelector('.tooltip')?.getAttribute('aria-hidden')).toBe('true');
  point('pointerleave');
  vi.advanceTimersByTime(200);
  expect(shown()).toBeUndefined();
});

it('is hidden by Esc, which then closes nothing else', () => {
  point('pointerenter');
  const escape = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true, bubbles: true });
  button.dispatchEvent(escape);
  expect(shown()).toBeUndefined();
  expect(escape.defaultPrevented).toBe(true);
});

it('stays a while after a finger', () => {
  point('pointerenter', 'touch');
  point('pointerleave', 'touch');
  vi.advanceTimersByTime(2_000);
  expect(shown()).toBe('Subir');
  vi.advanceTimersByTime(1_500);
  expect(shown()).toBeUndefined();
});
