import type { Form } from '$lib/form.svelte';
import { forget, keep, kept } from '$lib/storage';
import { session } from '../session.svelte';
import { chosen, type Own } from './drafts.svelte';
import { ServerForm, type DraftedAct, type Values } from './server-form.svelte';

/** As the device keeps it. */
interface Kept extends Own {
  other: string | null;
}

const soon = 300;
const textOf = (values: Values | null): string => (values ? JSON.stringify(values) : '');
const valuesOf = (text: string): Values | null => (text ? (JSON.parse(text) as Values) : null);

interface About {
  incident: string;
  act: DraftedAct;
  /** How the form is before anybody fills it in: what is as it was is no draft. */
  empty: Values;
  /** The last entry before the person's eyes. */
  seen: () => number;
}

/** A whole form that is kept until its act is done: on the device at once, on the server after a pause; of two the newer one is shown. */
export class DraftedForm {
  readonly server: ServerForm;
  #form: Form<Values>;
  #about: About;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #other = $state<string | null>(null);
  #own: Omit<Own, 'body'> = { at: 0, base: null, saved: false };
  #done = false;

  constructor(form: Form<Values>, about: About) {
    this.#form = form;
    this.#about = about;
    this.server = new ServerForm(about.incident, about.act);
    this.server.onsaved = ({ values, at }) => {
      this.#own = { ...this.#own, base: at, saved: textOf(this.#fitting(values)) === this.#text };
      void this.keepHere();
    };
  }

  /** The form as the person filled it in elsewhere, which is not the one shown. */
  get other(): Values | null {
    return this.#other === null ? null : valuesOf(this.#other);
  }
  get #name(): string {
    return `form:${session.me?.id}:${this.#about.incident}:${this.#about.act}`;
  }
  get #values(): Values | null {
    const values = $state.snapshot(this.#form.values) as Values;
    const { empty } = this.#about;
    const fields = Object.keys(empty);
    return fields.some(name => values[name] !== empty[name])
      ? Object.fromEntries(fields.map(name => [name, values[name] ?? '']))
      : null;
  }
  get #text(): string {
    return textOf(this.#values);
  }

  /** The fields that the form has, in their order: it may come from another version of the program. */
  #fitting(values: Values | null): Values | null {
    const { empty } = this.#about;
    return values && Object.fromEntries(Object.keys(empty).map(name => [name, String(values[name] ?? empty[name])]));
  }

  #show(values: Values | null): void {
    Object.assign(this.#form.values, values ?? this.#about.empty);
  }

  /** What the device has is there at once; what the server has, when it answers. */
  async begin(): Promise<void> {
    const found = await kept<Kept>(this.#name);
    if (found && !this.#text) {
      this.#show(this.#fitting(valuesOf(found.body)));
      this.#other = found.other;
      this.#own = { at: found.at, base: found.base, saved: found.saved };
    }
    await this.compare();
  }

  /** Looks whether another browser of the person has written meanwhile. */
  async compare(): Promise<void> {
    if (this.#form.busy) return;
    const stored = await this.server.read();
    if (!stored || this.#form.busy) return;
    const body = this.#text;
    const choice = chosen(body ? { body, ...this.#own } : null, {
      body: textOf(this.#fitting(stored.values)),
      at: stored.at
    });
    this.#other = choice.other ?? this.#other;
    if (choice.from === 'device') {
      this.server.write(this.#values, this.#about.seen());
      return;
    }
    this.#own = { at: this.#own.at, base: stored.at, saved: true };
    if (choice.body !== body) this.#show(valuesOf(choice.body));
    await this.keepHere();
  }

  changed(): void {
    this.#own = { ...this.#own, at: Date.now(), saved: false };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keepHere(), soon);
    this.server.write(this.#values, this.#about.seen());
  }

  async keepHere(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#done) return;
    const body = this.#text;
    if (!body && this.#other === null) return forget(this.#name);
    await keep(this.#name, { body, ...this.#own, other: this.#other } satisfies Kept);
  }

  /** The person leaves: nothing waits for a pause any more. */
  leave(): void {
    void this.keepHere();
    void this.server.flush();
  }

  /** Shows the other form and offers this one. */
  exchange(): void {
    const mine = this.#text;
    this.#show(this.other);
    this.#other = mine || null;
    this.changed();
  }

  discardOther(): void {
    this.#other = null;
    void this.keepHere();
  }

  /** Does the act; what it was is kept again if that fails. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    await this.server.hold();
    try {
      return await act();
    } catch (error) {
      this.server.wasNotSent();
      throw error;
    }
  }

  /** The act is done, and the server has removed its form. */
  async sent(): Promise<void> {
    clearTimeout(this.#timer);
    this.#done = true;
    this.#other = null;
    await forget(this.#name);
  }
}
