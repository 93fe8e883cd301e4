import { api, ApiProblem, data, quietly, type Schema } from '$lib/api/client';
import { PausedSave, removed } from './paused-save.svelte';

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
  /** Told when what is here is what the server has. */
  onsaved: ((stored: StoredForm) => void) | undefined;
  readonly #params: { path: { id: string; act: DraftedAct } };
  #values: Values | null = null;
  #seen = 0;
  #changes = 0;
  #saving = new PausedSave(() => this.#save());

  constructor(incident: string, act: DraftedAct) {
    this.#params = { path: { id: incident, act } };
  }

  get state() {
    return this.#saving.state;
  }

  /** What the server has; null when it does not answer, or something was written here meanwhile. */
  async read(): Promise<StoredForm | null> {
    await this.#saving.sending;
    const changes = this.#changes;
    try {
      const request = { params: this.#params, fetch: quietly };
      const stored = storedOf(await data(api.GET('/api/v1/incidents/{id}/drafts/me/{act}', request)));
      return changes === this.#changes && !this.#saving.waits ? stored : null;
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
    this.#saving.changed();
  }

  /** Saves what waits, now. */
  flush(): Promise<void> {
    return this.#saving.flush();
  }

  async #save(): Promise<'idle' | 'saved'> {
    const form = this.#values;
    const request = { params: this.#params, fetch: quietly };
    let stored: StoredForm = { values: null, seen: 0, at: null };
    if (form) {
      const body = { form, last_entry: this.#seen };
      stored = storedOf(await data(api.PUT('/api/v1/incidents/{id}/drafts/me/{act}', { ...request, body })));
    } else await removed(api.DELETE('/api/v1/incidents/{id}/drafts/me/{act}', request));
    this.onsaved?.(stored);
    return this.#values ? 'saved' : 'idle';
  }

  retry(): void {
    this.#saving.retry();
  }

  /** Before the act is sent: nothing may arrive after it that brings the form back. */
  hold(): Promise<void> {
    return this.#saving.hold();
  }

  /** The act was not done: what it was is kept again. */
  wasNotSent(): void {
    if (this.#values) this.#saving.later();
  }
}
