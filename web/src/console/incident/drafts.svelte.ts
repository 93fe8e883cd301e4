import { api, ApiProblem, data, quietly, type Schema } from '$lib/api/client';
import { PausedSave, removed } from './paused-save.svelte';

export type Draft = Schema['Draft'];
/** The texts that the server keeps; what goes with files or days stays on the device. */
export type DraftName = 'reply' | 'note';

/** A text as this device keeps it. */
export interface Own {
  body: string;
  at: number;
  /** When the server had it in step with this text, by the server's clock; null if never. */
  base: string | null;
  /** Whether it is still so. */
  saved: boolean;
}

export interface Choice {
  body: string;
  from: 'device' | 'server';
  /** The one that is not shown, if it is not just an earlier state of what is. */
  other: string | null;
}

/** Which of the device's and the server's text is shown: the newer one (ux.md §12). */
export function chosen(own: Own | null, server: { body: string; at: string | null }): Choice {
  const body = own?.body ?? '';
  const device: Choice = { body, from: 'device', other: null };
  const stored: Choice = { body: server.body, from: 'server', other: null };
  if (!own || !body) return stored;
  if (body === server.body) return { ...device, from: 'server' };
  // It went from the server: sent or discarded elsewhere, unless it was never there or was written on here.
  if (!server.body) return own.base && own.saved ? { ...stored, other: body } : device;
  if (own.base === server.at) return device;
  if (own.saved) return stored;
  return Date.parse(server.at ?? '') > own.at ? { ...stored, other: body } : { ...device, other: server.body };
}

const none: Draft = { reply: '', note: '', last_entry: 0, updated_at: null };

/** What the person has begun to write about an incident, on the server: for their other browsers, and for colleagues to
 * see that somebody does. Its requests never ask to sign in again: what is written is on the device too. */
export class ServerDraft {
  readonly key: string;
  /** As the server has it; null until that is known. */
  stored = $state.raw<Draft | null>(null);
  #texts: Record<DraftName, string> = { reply: '', note: '' };
  #seen = 0;
  #changes = 0;
  #saving = new PausedSave(() => this.#save());
  /** Told when a text is in step with the server. */
  onsaved: ((draft: Draft) => void) | undefined;

  constructor(key: string) {
    this.key = key;
  }

  get #path() {
    return { path: { id: this.key } };
  }
  get state() {
    return this.#saving.state;
  }

  /** What the server has; null when it does not answer. */
  async read(): Promise<Draft | null> {
    await this.#saving.sending;
    if (this.#saving.waits) return this.stored;
    const changes = this.#changes;
    try {
      const draft = await data(api.GET('/api/v1/incidents/{id}/drafts/me', { params: this.#path, fetch: quietly }));
      // Written meanwhile: the answer is older than what is here.
      if (changes !== this.#changes) return this.stored;
      this.stored = draft;
      this.#texts = { reply: draft.reply, note: draft.note };
      return draft;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return null;
    }
  }

  write(name: DraftName, body: string, seen: number): void {
    this.#texts[name] = body;
    this.#seen = seen;
    this.#changes++;
    this.#saving.changed();
  }

  /** Saves what waits, now. */
  flush(): Promise<void> {
    return this.#saving.flush();
  }

  async #save(): Promise<'idle' | 'saved'> {
    const { reply, note } = this.#texts;
    const request = { params: this.#path, fetch: quietly };
    if (reply || note) {
      const body = { reply, note, last_entry: this.#seen };
      this.stored = await data(api.PUT('/api/v1/incidents/{id}/drafts/me', { ...request, body }));
    } else {
      await removed(api.DELETE('/api/v1/incidents/{id}/drafts/me', request));
      this.stored = none;
    }
    this.onsaved?.(this.stored);
    return reply || note ? 'saved' : 'idle';
  }

  retry(): void {
    this.#saving.retry();
  }

  /** Before a message goes: nothing may arrive after it that brings its text back. */
  hold(): Promise<void> {
    return this.#saving.hold();
  }

  /** A message went, and the server removed `cleared`; `sent` is the text that it was, if it was kept here. */
  wasSent(cleared: DraftName | null, sent: DraftName | null): void {
    this.#changes++;
    if (sent) this.#texts[sent] = '';
    if (cleared && this.stored) this.stored = { ...this.stored, [cleared]: '' };
    this.#saving.state = 'idle';
    const { reply, note } = this.#texts;
    if ((reply || note) && (reply !== this.stored?.reply || note !== this.stored?.note)) this.#saving.later();
  }

  /** A message did not go: what it was is kept again. */
  wasNotSent(): void {
    const { reply, note } = this.#texts;
    if (reply !== (this.stored?.reply ?? '') || note !== (this.stored?.note ?? '')) this.#saving.later();
  }
}
