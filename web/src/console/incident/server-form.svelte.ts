import { api, ApiProblem, data, quietly, type Schema } from '$lib/api/client';
import { longest, pause } from './drafts.svelte';

/** The acts whose forms the server keeps while they are filled in. */
export type DraftedAct = 'information-request' | 'completion-request' | 'third-party-wait' | 'resolution';
export type Values = Record<string, string>;

/** What the server has: nothing, or a form with the last entry that its writer had seen. */
export interface StoredForm {
  values: Values | null;
  seen: number;
  at: string | null;
}

const storedOf = ({ form, last_entry, updated_at }: Schema['FormDraft']): StoredForm => ({
  values: form as Values | null,
  seen: last_entry,
  at: updated_at
});

/**
 * A form of an act that the person has begun to fill in, on the server: for their other browsers. Like ServerDraft it never asks to
 * sign in again; the act itself removes it.
 */
export class ServerForm {
  state = $state<'idle' | 'saved' | 'unsaved'>('idle');
  /** Told when what is here is what the server has. */
  onsaved: ((stored: StoredForm) => void) | undefined;
  readonly #params: { path: { id: string; act: DraftedAct } };
  #values: Values | null = null;
  #seen = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingSince = 0;
  #changes = 0;
  #sending: Promise<void> = Promise.resolve();

  constructor(incident: string, act: DraftedAct) {
    this.#params = { path: { id: incident, act } };
  }

  /** What the server has; null when it does not answer, or something was written here meanwhile. */
  async read(): Promise<StoredForm | null> {
    await this.#sending;
    const changes = this.#changes;
    try {
      const request = { params: this.#params, fetch: quietly };
      const stored = storedOf(await data(api.GET('/api/v1/incidents/{id}/drafts/me/{act}', request)));
      return changes === this.#changes && this.#timer === undefined ? stored : null;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return null;
    }
  }

  /** To be saved after a pause, or now and then without one; nothing removes it. */
  write(values: Values | null, seen: number): void {
    this.#values = values;
    this.#seen = seen;
    this.#changes++;
    if (this.state === 'saved') this.state = 'idle';
    this.#later();
  }

  #later(): void {
    const now = Date.now();
    if (this.#timer === undefined) this.#waitingSince = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), Math.max(0, Math.min(pause, this.#waitingSince + longest - now)));
  }

  /** Saves what waits, now. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) {
      this.#stop();
      this.#sending = this.#sending.then(() => this.#save());
    }
    return this.#sending;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #save(): Promise<void> {
    try {
      const stored = this.#values ? await this.#put(this.#values) : await this.#remove();
      this.state = this.#values ? 'saved' : 'idle';
      this.onsaved?.(stored);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.state = 'unsaved'; // the device has it; the next change or the network's return tries again
    }
  }

  async #put(form: Values): Promise<StoredForm> {
    const body = { form, last_entry: this.#seen };
    const request = { params: this.#params, body, fetch: quietly };
    return storedOf(await data(api.PUT('/api/v1/incidents/{id}/drafts/me/{act}', request)));
  }

  async #remove(): Promise<StoredForm> {
    try {
      await api.DELETE('/api/v1/incidents/{id}/drafts/me/{act}', { params: this.#params, fetch: quietly });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 404) throw error;
    }
    return { values: null, seen: 0, at: null };
  }

  retry(): void {
    if (this.state === 'unsaved') this.#later();
  }

  /** Before the act is sent: nothing may arrive after it that brings the form back. */
  async hold(): Promise<void> {
    this.#stop();
    await this.#sending;
  }

  /** The act was not done: what it was is kept again. */
  wasNotSent(): void {
    if (this.#values) this.#later();
  }
}
