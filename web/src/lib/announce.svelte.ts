import { t } from './i18n/index.svelte';

export interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
  /** Said already, and more urgently: it is for eyes alone. */
  told?: true;
}

const pause = 5_000;
const shown = 6_000;
/** More would cover the page; the others can be read where they are kept. */
const toastsAtOnce = 3;
const mostKept = 20;

export interface Said {
  id: number;
  text: string;
  at: string;
}
/** Readers only tell what changes: a region is emptied for so long before it says something, be it the same again. */
const empty = 50;

/** What is told to people who do not look: one polite region and one assertive, made when the page starts. */
class Announcer {
  polite = $state('');
  assertive = $state('');
  toasts = $state<Toast[]>([]);
  /** What toasts said, the newest first: as long as the page is open, and nowhere else. */
  said = $state.raw<Said[]>([]);
  #waiting: string[] = [];
  #last = 0;
  #ids = 0;

  /** At most one polite message every 5 s; those that come meanwhile are told together. */
  say(text: string): void {
    this.#waiting.push(text);
    const wait = Math.max(0, this.#last + pause - Date.now());
    if (this.#waiting.length === 1) setTimeout(() => this.#tell(), wait);
  }

  #tell(): void {
    const text = this.#waiting.length > 2 ? t('announce.many', { n: this.#waiting.length }) : this.#waiting.join('. ');
    this.#waiting = [];
    this.#last = Date.now();
    this.polite = '';
    setTimeout(() => (this.polite = text), empty);
  }

  /** What has just failed and needs the person now. */
  alert(text: string): void {
    this.assertive = '';
    setTimeout(() => (this.assertive = text), empty);
  }

  /** What has just failed and has no place of its own on the screen: said at once, shown for a moment, each once. */
  fail(text: string): void {
    this.alert(text);
    if (!this.toasts.some(toast => toast.text === text)) this.#show({ text, told: true });
  }

  /** A short message at the bottom for 6 s, three at most. Never for errors that need action. */
  toast(text: string, action?: Toast['action']): void {
    this.#show({ text, ...(action ? { action } : {}) });
  }

  #show(said: Omit<Toast, 'id'>): void {
    const toast: Toast = { id: ++this.#ids, ...said };
    this.toasts.push(toast);
    const { text } = said;
    this.said = [{ id: toast.id, text, at: new Date().toISOString() }, ...this.said].slice(0, mostKept);
    this.hold(toast.id, false);
    // The oldest goes, but for one that somebody is just reading or about to press.
    if (this.toasts.length > toastsAtOnce)
      this.dismiss((this.toasts.find(one => this.#timers.has(one.id)) ?? toast).id);
  }

  /** Somebody else may use the page now. */
  forget(): void {
    this.said = [];
    this.toasts.forEach(toast => this.dismiss(toast.id));
  }

  /** Of those that are not held. */
  #timers = new Map<number, ReturnType<typeof setTimeout>>();
  hold(id: number, held: boolean): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (!held)
      this.#timers.set(
        id,
        setTimeout(() => this.dismiss(id), shown)
      );
  }
  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.toasts = this.toasts.filter(toast => toast.id !== id);
  }
}

export const announcer = new Announcer();
