import { forget, keep, kept } from '$lib/storage';
import { chosen, type Own } from './drafts.svelte';

/** As the device keeps it; who writes more than a text keeps that beside it. */
export interface Kept extends Own {
  other: string | null;
}

/** As the server has it. */
export interface Stored {
  text: string;
  at: string | null;
  /** The last entry that its writer had seen. */
  seen: number;
}

const soon = 300;

/**
 * What is written in two places until it is sent: on the device at once, on the server after a pause. Of two that differ the newer
 * one is shown and the other offered (ux.md §12). Texts are as the server has them, empty where nothing is written.
 */
export abstract class Drafted<K extends Kept = Kept> {
  #other = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When it last changed here, and how it stands with the server's. */
  #own: Omit<Own, 'body'> = { at: 0, base: null, saved: false };

  /** What the device keeps it by. */
  protected abstract readonly name: string;
  /** What is shown. */
  protected abstract readonly text: string;
  /** Whether it is being sent. */
  protected abstract readonly busy: boolean;
  /** What the server has, and from now on `saved` when that changes. Null where it keeps nothing, or does not answer. */
  protected abstract stored(): Promise<Stored | null>;
  /** Has the server keep what is shown, after a pause. */
  protected abstract write(): void;
  /** Shows another text; `seen`: where it comes from the server. */
  protected abstract show(text: string, seen?: number): void;
  /** Shows what the device kept. */
  protected abstract put(found: K): void;
  /** What the device keeps of it. */
  protected abstract toKeep(): Omit<K, Exclude<keyof Kept, 'body'>>;

  /** Whether anything is written, be it for the device alone. */
  protected get any(): boolean {
    return this.text !== '';
  }
  /** One of the same person from elsewhere, which is not the one shown. */
  protected get otherText(): string | null {
    return this.#other;
  }

  /** What the device has is there at once; what the server has, when it answers. */
  async begin(): Promise<void> {
    const found = await kept<K>(this.name);
    if (found && !this.any) {
      this.put(found);
      this.#other = found.other ?? null;
      this.#own = { at: found.at ?? 0, base: found.base ?? null, saved: found.saved ?? false };
    }
    await this.compare();
  }

  /** Looks whether another browser of the person has written meanwhile. */
  async compare(): Promise<void> {
    if (this.busy) return;
    const server = await this.stored();
    if (!server || this.busy) return;
    const { text } = this;
    const choice = chosen(text ? { body: text, ...this.#own } : null, { body: server.text, at: server.at });
    this.#other = choice.other ?? this.#other;
    if (choice.from === 'device') return this.write();
    this.#own = { at: this.#own.at, base: server.at, saved: true };
    if (choice.body !== text) this.show(choice.body, server.seen);
    await this.keepHere();
  }

  /** The server has `text` now. */
  protected saved(at: string | null, text: string): void {
    this.#own = { ...this.#own, base: at, saved: text === this.text };
    void this.keepHere();
  }

  changed(): void {
    this.#own = { ...this.#own, at: Date.now(), saved: false };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keepHere(), soon);
    this.write();
  }

  /** Keeps it on the device now. */
  protected async keepHere(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.any && this.#other === null) return forget(this.name);
    await keep(this.name, { ...this.toKeep(), ...this.#own, other: this.#other });
  }

  /** Shows the other one and offers this. */
  exchange(): void {
    const mine = this.text;
    this.show(this.#other ?? '');
    this.#other = mine || null;
    this.changed();
  }

  discardOther(): void {
    this.#other = null;
    void this.keepHere();
  }

  /** It went to its reader: nothing of it stays on the device. */
  async sent(): Promise<void> {
    clearTimeout(this.#timer);
    this.#other = null;
    await forget(this.name);
  }
}
