import { expect, it } from 'vitest';
import { clashes, mayBeKey, shortcuts } from './shortcuts';

it('names every act once, as the API keeps names, and gives none the keys of another', () => {
  expect(new Set(shortcuts.map(one => one.id)).size).toBe(shortcuts.length);
  expect(shortcuts.filter(one => !/^[a-z0-9_]{1,40}$/.test(one.id))).toEqual([]);
  expect(clashes({})).toEqual([]);
});

it('finds keys that two acts would share', () => {
  const names = (keys: Record<string, string>) => clashes(keys).map(pair => pair.map(one => one.id));
  expect(names({ reply: 'n' })).toEqual([['reply', 'note']]);
  expect(names({ take: 'j' })).toEqual([['next', 'take']]);
  expect(names({ snooze: 'k' })).toEqual([['before', 'snooze']]);
  // "g" alone would never let "g c" be finished.
  expect(names({ history: 'g' })).toContainEqual(['queue', 'history']);
  // What is only in an incident does not meet what is only in the queue.
  expect(names({ history: 'j' })).toEqual([]);
  expect(names({ reply: 'n', note: 'r' })).toEqual([]);
});

it('leaves widgets and the browser their keys', () => {
  expect(['j', 'Shift+x', '?', 'Alt+r'].every(mayBeKey)).toBe(true);
  expect(['Tab', 'Shift+Tab', 'Enter', ' ', 'ArrowUp', 'Alt+ArrowUp', 'F5', 'Mod+k'].some(mayBeKey)).toBe(false);
});
