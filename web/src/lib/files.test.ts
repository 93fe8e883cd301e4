import { expect, it, vi } from 'vitest';
import { savesData } from './data-saver';
import { isPicture } from './files';

it('shows pictures that every browser can show', () => {
  expect(['image/jpeg', 'image/png', 'image/webp', 'image/gif'].every(isPicture)).toBe(true);
  expect(['image/heic', 'image/svg+xml', 'application/pdf', 'text/html'].some(isPicture)).toBe(false);
});

it('does without previews where the device saves data', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('navigator', {});
  expect(savesData()).toBe(false);
  vi.stubGlobal('navigator', { connection: { saveData: true } });
  expect(savesData()).toBe(true);
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  expect(savesData()).toBe(true);
  vi.unstubAllGlobals();
});
