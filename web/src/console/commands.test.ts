import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commands, pressedKeys, shownKeys, type Command } from './commands.svelte';
import { settings } from './settings.svelte';

const command = (keys: string, run = vi.fn()): Command & { run: ReturnType<typeof vi.fn> } => ({
  id: keys,
  label: keys,
  group: 'x',
  keys,
  run
});
const press = (key: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key, cancelable: true, ...more });
let remove: (() => void)[] = [];
const offer = (...list: Command[]) => remove.push(commands.add(() => list));

const singleKeys = (enabled: boolean) =>
  settings.take({
    theme: 'system',
    density: 'normal',
    language: null,
    shortcuts: { enabled, keys: {} },
    signature: '',
    away: null,
    sound: false,
    version: 1,
    updated_at: null
  });

beforeEach(() => singleKeys(true));
afterEach(() => {
  remove.forEach(one => one());
  remove = [];
});

it('names keys as commands do', () => {
  expect(pressedKeys(press('k', { ctrlKey: true }))).toBe('Mod+k');
  expect(pressedKeys(press('X', { shiftKey: true }))).toBe('Shift+x');
  expect(pressedKeys(press('?', { shiftKey: true }))).toBe('?');
  expect(pressedKeys(press('ArrowUp', { altKey: true }))).toBe('Alt+ArrowUp');
});

it('runs the command of a key, the one offered last first', () => {
  const below = command('j');
  const above = command('j');
  offer(below);
  offer(above);
  expect(commands.press(press('j'))).toBe(true);
  expect(above.run).toHaveBeenCalledOnce();
  expect(below.run).not.toHaveBeenCalled();
});

it('runs sequences within a moment, and not after it', () => {
  const queue = command('g c');
  offer(queue);
  expect(commands.press(press('g'), 0)).toBe(false);
  expect(commands.press(press('c'), 1_000)).toBe(true);
  commands.press(press('g'), 2_000);
  expect(commands.press(press('c'), 9_000)).toBe(false);
  expect(queue.run).toHaveBeenCalledOnce();
});

it('leaves people who write alone, but for keys with Ctrl', () => {
  const note = command('n');
  const palette = command('Mod+k');
  offer(note, palette);
  const field = document.createElement('textarea');
  document.body.append(field);
  field.addEventListener('keydown', event => commands.press(event));
  field.dispatchEvent(press('n'));
  field.dispatchEvent(press('k', { ctrlKey: true }));
  expect(note.run).not.toHaveBeenCalled();
  expect(palette.run).toHaveBeenCalledOnce();
});

it('does nothing by single keys when they are switched off', async () => {
  const note = command('n');
  offer(note);
  await singleKeys(false);
  expect(commands.press(press('n'))).toBe(false);
  expect(note.run).not.toHaveBeenCalled();
});

it('names keys to be shown only where they do something', () => {
  expect(shownKeys('help')).toBe('?');
  singleKeys(false);
  expect(shownKeys('help')).toBeUndefined();
  expect(shownKeys('palette')).toBe('Mod+k');
});
