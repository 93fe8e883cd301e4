import { expect, it } from 'vitest';
import { ariaKeys, keyText } from './keys';

it('writes keys as people read them, in their language', () => {
  expect(keyText('g c')).toEqual(['g', 'c']);
  expect(keyText('Mod+Shift+Enter')).toEqual(['Ctrl + keys.Shift + ↵']); // no messages are loaded here
  expect(keyText('PageUp')).toEqual(['keys.PageUp']);
});

it('writes them as assistive tools want them, where these can', () => {
  expect(ariaKeys('Mod+k')).toBe('Control+K');
  expect(ariaKeys('Shift+m')).toBe('Shift+M');
  expect(ariaKeys('Alt+ArrowUp')).toBe('Alt+ArrowUp');
  expect(ariaKeys('g c')).toBeUndefined();
  expect(ariaKeys(undefined)).toBeUndefined();
});
