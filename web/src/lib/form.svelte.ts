import { tick } from 'svelte';
import { announcer } from './announce.svelte';
import { ApiProblem, newKey } from './api/client';
import { has, t } from './i18n/index.svelte';
import { afterPress } from './pressed';
import { problemText } from './problem-text';

export type Errors<V> = Partial<Record<keyof V & string, string>>;
export interface FormOptions<V> {
  /** What is wrong with the values, as texts; runs on submit and, after that, whenever a field is left. */
  check?: (values: V) => Errors<V>;
  /** The form's field for an API pointer such as "/contact/email"; by default the pointer's last part. */
  field?: (pointer: string) => string;
}

/** The text for an error of the API at a field: the field's own, else the code's. */
export function errorText(field: string, code: string): string {
  const own = `error.${field}.${code}`;
  if (has(own)) return t(own);
  return has(`error.${code}`) ? t(`error.${code}`) : t('error.malformed');
}

let forms = 0;

/** A form's values, errors and sending (ux.md §9). Sends once however often it is pressed, with one key until it worked. */
export class Form<V extends Record<string, unknown>> {
  readonly id = `form-${++forms}`;
  values: V = $state() as V;
  errors: Errors<V> = $state({});
  busy = $state(false);
  failure = $state.raw<unknown>(null);
  submitted = $state(false);
  key = newKey();
  #options: FormOptions<V>;

  constructor(initial: V, options: FormOptions<V> = {}) {
    this.values = initial;
    this.#options = options;
  }

  idOf(name: string): string {
    return `${this.id}-${name}`;
  }

  get hasErrors(): boolean {
    return Object.values(this.errors).some(Boolean);
  }

  /** After the first submit a field is checked whenever it is left. */
  left(name: keyof V & string): void {
    if (this.submitted) afterPress(() => this.#recheck(name));
  }

  #recheck(name: keyof V & string): void {
    if (this.busy) return;
    const found = this.#options.check?.(this.values)[name];
    if (found) this.errors[name] = found as Errors<V>[typeof name];
    else delete this.errors[name];
  }

  check(): boolean {
    this.submitted = true;
    this.failure = null;
    this.errors = this.#options.check?.(this.values) ?? {};
    return !this.hasErrors;
  }

  /** Checks, then sends. Whether it was sent. */
  async submit(send: (values: V, key: string) => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    if (!this.check()) {
      await this.focusErrors();
      return false;
    }
    this.busy = true;
    try {
      await send(this.values, this.key);
      this.key = newKey();
      return true;
    } catch (error) {
      this.take(error);
      await this.focusErrors();
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Puts the API's errors at their fields; what belongs to none is the form's failure. */
  take(error: unknown): void {
    this.failure = null;
    if (!(error instanceof ApiProblem) || !error.fields.length) {
      this.failure = error;
      return;
    }
    const errors: Record<string, string> = {};
    for (const { field, code } of error.fields) {
      const name = (this.#options.field ?? lastPart)(field);
      if (name in this.values) errors[name] ??= errorText(lastPart(field), code);
      else this.failure = error;
    }
    this.errors = errors as Errors<V>;
    // What was refused was not done: another attempt is another request.
    if (error.status === 422) this.key = newKey();
  }

  async focusErrors(): Promise<void> {
    await tick();
    const summary = document.getElementById(`${this.id}-summary`);
    if (summary) summary.focus();
    else if (this.failure) announcer.alert(problemText(this.failure));
  }
}

/** "/contact/email" is about "email", "/points/2" about "points". */
const lastPart = (pointer: string): string =>
  pointer
    .split('/')
    .filter(part => !/^\d+$/.test(part))
    .at(-1) ?? pointer;
