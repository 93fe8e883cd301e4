import { untrack } from 'svelte';
import { ApiProblem, newKey } from '$lib/api/client';
import type { Form } from '$lib/form.svelte';
import { forget, kept } from '$lib/storage';
import type { Picked } from '$lib/widgets/FilePicker.svelte';
import { keepHere, keeping } from './keeping.svelte';
import { keyOf, session } from './session.svelte';

/** Files as the device keeps them: how far each came is of this page alone. */
export const asKept = (files: Picked[]): Pick<Picked, 'key' | 'file' | 'id'>[] =>
  files.map(({ key, file, id }) => ({ key, file, ...(id ? { id } : {}) }));

/** Where a reply to an incident is kept. */
export const replyName = (reference: string): string => `reply:${keyOf(reference)}`;

interface Kept<K> {
  values: K;
  files: Pick<Picked, 'key' | 'file' | 'id'>[];
  key: string;
  unsent: boolean;
}

/** Files that wait in an incident's reply. */
export const keepFiles = (reference: string, files: Picked[]): Promise<void> =>
  keepHere(replyName(reference), {
    values: { body: '' },
    files: asKept(files),
    key: newKey(),
    unsent: false
  } satisfies Kept<{ body: string }>);

/** How a form's values are kept where they are not all text that somebody wrote. */
interface Packing<V, K> {
  /** What is worth keeping; nothing if nothing is. */
  pack: (values: V) => K | null;
  unpack: (kept: K) => Partial<V>;
}

const soon = 300;
const attempts = 3;

/** As written: nothing is worth keeping of a form that is empty. */
const whole = <V extends Record<string, unknown>>(): Packing<V, V> => ({
  pack: values => (Object.values(values).some(Boolean) ? values : null),
  unpack: values => values
});

/**
 * What somebody writes in a form: on this device at each pause, with its Idempotency-Key, until it was sent (ux.md §1.2,
 * §12). Made where the form is, since it looks at it for as long as that is there.
 */
export class Written<V extends Record<string, unknown>, K = V> {
  files = $state<Picked[]>([]);
  /** It could not be sent, and may be as it is: so after a reload too. */
  unsent = $state(false);
  #form: Form<V>;
  #packing: Packing<V, K>;
  #name = '';
  #who: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;

  constructor(form: Form<V>, packing: Packing<V, K> = whole<V>() as unknown as Packing<V, K>) {
    this.#form = form;
    this.#packing = packing;
    $effect(() => {
      $state.snapshot(form.values);
      asKept(this.files);
      void keeping.on; // what stays from now on is what is there by now
      untrack(() => this.#changed());
    });
    $effect(() => () => {
      if (this.#timer !== undefined) void this.keepNow();
    });
  }

  /** Puts back what was kept under the name, and keeps what is written from now on. */
  async begin(name: string): Promise<void> {
    if (this.#name === name) return;
    const found = await kept<Kept<K>>(name);
    this.#who = session.me?.id;
    if (found && this.#nothing) {
      Object.assign(this.#form.values, this.#packing.unpack(found.values));
      this.files = found.files;
      this.#form.key = found.key;
      this.unsent = found.unsent;
    }
    this.#name = name;
  }

  get #nothing(): boolean {
    return !this.files.length && !this.#packing.pack(this.#form.values);
  }

  #changed(): void {
    if (!this.#name || this.#form.busy) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keepNow(), soon);
  }

  async keepNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#name || session.me?.id !== this.#who) return; // signed out: nothing of theirs stays
    if (this.#nothing) return forget(this.#name);
    await keepHere(this.#name, {
      values: this.#packing.pack($state.snapshot(this.#form.values) as V) as K,
      files: asKept(this.files),
      key: this.#form.key,
      unsent: this.unsent
    } satisfies Kept<K>);
  }

  /**
   * Sends it as the form does; `send` may answer false: it is not possible any more. Once sent it is no longer kept; what could not be
   * sent waits for another attempt.
   */
  async submit(send: (values: V, key: string) => Promise<unknown>): Promise<boolean> {
    let possible = true;
    const sent = await this.#form.submit(async (values, key) => {
      await this.keepNow();
      possible = (await send(values, key)) !== false;
    });
    const { failure } = this.#form;
    if (sent && !possible) {
      this.unsent = false;
      await this.keepNow();
      return false;
    }
    if (sent) {
      this.#attempts = 0;
      this.unsent = false;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      await forget(this.#name);
    } else if (failure) {
      this.unsent = failure instanceof ApiProblem && failure.isPassing;
      await this.keepNow();
    }
    return sent;
  }

  /** The network is back: whether it is worth sending by itself. The key makes sure that nothing comes of it twice. */
  mayRetry(): boolean {
    return this.unsent && !this.#form.busy && this.#attempts++ < attempts;
  }
}
