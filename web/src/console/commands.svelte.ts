import { t } from '$lib/i18n/index.svelte';
import { settings } from './settings.svelte';
import { shortcutOf, type Shortcut } from './shortcuts';

export { keyText } from '$lib/keys';

/** What can be done here by a key, from the palette, or both. */
export interface Command {
  id: string;
  label: string;
  group: string;
  /** As in the table of shortcuts. */
  keys?: string | undefined;
  run: () => void;
  keysOnly?: Shortcut['keysOnly'];
}

/** An act of the table with the keys that the person chose; none where it is not `allowed`. */
export function command(id: string, run: () => unknown, allowed = true): Command[] {
  if (!allowed) return [];
  const { label, group, keysOnly } = shortcutOf(id);
  return [{ id, label: t(label), group, keys: settings.keysOf(id), run, ...(keysOnly ? { keysOnly } : {}) }];
}

/** The keys of an act that do something now, to be shown beside its words. */
export function shownKeys(id: string): string | undefined {
  const keys = settings.keysOf(id);
  return keys && (settings.shortcuts || keys.startsWith('Mod+')) ? keys : undefined;
}

const inFields = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]';
const sequenceWait = 1_200;

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(inFields) !== null;
}

/** How an event is written in `keys`. */
export function pressedKeys(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('Mod');
  if (event.altKey) parts.push('Alt');
  // What a key gives with Shift already says that it was held, but for letters and named keys.
  if (event.shiftKey && (event.key.length > 1 || /\p{L}/u.test(event.key))) parts.push('Shift');
  parts.push(event.key.length === 1 ? event.key.toLowerCase() : event.key);
  return parts.join('+');
}

class Commands {
  #sources: (() => Command[])[] = [];
  #first = '';
  #firstAt = 0;

  /** All that can be done now; what was added last comes first and wins a key. */
  get all(): Command[] {
    return this.#sources.flatMap(source => source());
  }

  add(source: () => Command[]): () => void {
    this.#sources = [source, ...this.#sources];
    return () => {
      this.#sources = this.#sources.filter(one => one !== source);
    };
  }

  /** Whether a key did something. Keys without Ctrl or Cmd rest while somebody writes, and when they are switched off. */
  press(event: KeyboardEvent, now = Date.now()): boolean {
    if (event.defaultPrevented || event.isComposing) return false;
    const keys = pressedKeys(event);
    const withMod = keys.startsWith('Mod+');
    if (!withMod && (!settings.shortcuts || isTyping(event.target))) return false;
    const sequence = this.#first && now - this.#firstAt < sequenceWait ? `${this.#first} ${keys}` : '';
    this.#first = '';
    const all = this.all;
    const command = all.find(one => sequence !== '' && one.keys === sequence) ?? all.find(one => one.keys === keys);
    if (command) {
      event.preventDefault();
      command.run();
      return true;
    }
    if (all.some(one => one.keys?.startsWith(`${keys} `))) {
      this.#first = keys;
      this.#firstAt = now;
    }
    return false;
  }
}

export const commands = new Commands();

/** Offers commands as long as the component lives. */
export function useCommands(source: () => Command[]): void {
  $effect(() => commands.add(source));
}
