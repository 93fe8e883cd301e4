import { onDestroy } from 'svelte';
import type { Form } from '$lib/form.svelte';
import { forget, keep, kept } from '$lib/storage';
import { session } from './session.svelte';

const soon = 300;

/** As the device keeps it. */
interface Kept<V, M> {
  values: V;
  more: M;
}

/**
 * What is written in a form: kept on the person's device at once until it is sent or discarded, and there again when the form
 * is opened again (ux.md §12). Signing out erases it. Make it while a component starts.
 */
export class KeptForm<V extends Record<string, unknown>, M = null> {
  /** Whether what is shown was written another time. */
  restored = $state(false);
  readonly #form: Form<V>;
  readonly #owner = session.me?.id;
  readonly #name: string;
  readonly #more: () => M;
  #open = $state(false);
  #empty = '';
  /** What the device has, as text. */
  #last = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `name`: which form about what. `more`: what belongs to it besides its values. */
  constructor(form: Form<V>, name: string, more: () => M = () => null as M) {
    this.#form = form;
    this.#name = `kept:${this.#owner}:${name}`;
    this.#more = more;
    const leave = () => this.leave();
    $effect(() => {
      if (!this.#open || this.#text === this.#last) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#keep(), soon);
    });
    $effect(() => {
      addEventListener('pagehide', leave);
      return () => removeEventListener('pagehide', leave);
    });
    onDestroy(leave);
  }

  get #text(): string {
    return JSON.stringify(this.#form.values);
  }

  /** The form opens, as it is before anybody fills it in: what was kept is shown. Gives what belongs to that. */
  async begin(): Promise<M | null> {
    const empty = this.#text;
    const found = await kept<Kept<V, M>>(this.#name);
    const isUntouched = this.#text === empty;
    this.#empty = empty;
    if (found && isUntouched) {
      Object.assign(this.#form.values, found.values);
      this.restored = true;
    }
    this.#last = isUntouched ? this.#text : '';
    this.#open = true;
    return found && isUntouched ? found.more : null;
  }

  async #keep(): Promise<void> {
    clearTimeout(this.#timer);
    // Somebody who signs out leaves nothing behind, also of what is still open.
    if (!this.#open || session.me?.id !== this.#owner || this.#text === this.#last) return;
    this.#last = this.#text;
    if (this.#last === this.#empty) return forget(this.#name);
    const values = $state.snapshot(this.#form.values) as V;
    await keep(this.#name, { values, more: this.#more() } satisfies Kept<V, M>);
  }

  /** The form closes without being sent, or the page goes. */
  leave(): void {
    void this.#keep();
  }

  /** Sent, or discarded: nothing of it stays. */
  async sent(): Promise<void> {
    clearTimeout(this.#timer);
    this.#open = false;
    this.restored = false;
    await forget(this.#name);
  }

  /** As if it had never been written. */
  async discard(): Promise<void> {
    Object.assign(this.#form.values, JSON.parse(this.#empty));
    this.#last = this.#empty;
    this.restored = false;
    await forget(this.#name);
  }
}
