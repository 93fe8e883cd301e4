import { api, ApiProblem, data, quietly, type Schema } from '$lib/api/client';

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

/** Saved after a pause; who writes without one is saved now and then, so that colleagues see it. */
export const pause = 2_000;
export const longest = 8_000;
const none: Draft = { reply: '', note: '', last_entry: 0, updated_at: null };

/** What the person has begun to write about an incident, on the server: for their other browsers, and for colleagues to
 * see that somebody does. Its requests never ask to sign in again: what is written is on the device too. */
export class ServerDraft {
  readonly key: string;
  /** As the server has it; null until that is known. */
  stored = $state.raw<Draft | null>(null);
  state = $state<'idle' | 'saved' | 'unsaved'>('idle');
  #texts: Record<DraftName, string> = { reply: '', note: '' };
  #seen = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingSince = 0;
  #changes = 0;
  #sending: Promise<void> = Promise.resolve();
  /** Told when a text is in step with the server. */
  onsaved: ((draft: Draft) => void) | undefined;

  constructor(key: string) {
    this.key = key;
  }

  get #path() {
    return { path: { id: this.key } };
  }
  get #waits(): boolean {
    return this.#timer !== undefined;
  }

  /** What the server has; null when it does not answer. */
  async read(): Promise<Draft | null> {
    await this.#sending;
    if (this.#waits) return this.stored;
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
    if (this.state === 'saved') this.state = 'idle';
    this.#later();
  }

  #later(): void {
    const now = Date.now();
    if (!this.#waits) this.#waitingSince = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), Math.max(0, Math.min(pause, this.#waitingSince + longest - now)));
  }

  /** Saves what waits, now. */
  async flush(): Promise<void> {
    if (!this.#waits) return this.#sending;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending = this.#sending.then(() => this.#save());
    return this.#sending;
  }

  async #save(): Promise<void> {
    const { reply, note } = this.#texts;
    try {
      if (reply || note)
        this.stored = await data(
          api.PUT('/api/v1/incidents/{id}/drafts/me', {
            params: this.#path,
            body: { reply, note, last_entry: this.#seen },
            fetch: quietly
          })
        );
      else {
        await this.#remove();
        this.stored = none;
      }
      this.state = reply || note ? 'saved' : 'idle';
      this.onsaved?.(this.stored);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      // The device has it; the next change or the network's return tries again.
      this.state = 'unsaved';
    }
  }

  async #remove(): Promise<void> {
    try {
      await api.DELETE('/api/v1/incidents/{id}/drafts/me', { params: this.#path, fetch: quietly });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 404) throw error;
    }
  }

  retry(): void {
    if (this.state === 'unsaved') this.#later();
  }

  /** Before a message goes: nothing may arrive after it that brings its text back. */
  async hold(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#sending;
  }

  /** A message went, and the server removed `cleared`; `sent` is the text that it was, if it was kept here. */
  wasSent(cleared: DraftName | null, sent: DraftName | null): void {
    this.#changes++;
    if (sent) this.#texts[sent] = '';
    if (cleared && this.stored) this.stored = { ...this.stored, [cleared]: '' };
    this.state = 'idle';
    const { reply, note } = this.#texts;
    if ((reply || note) && (reply !== this.stored?.reply || note !== this.stored?.note)) this.#later();
  }

  /** A message did not go: what it was is kept again. */
  wasNotSent(): void {
    const { reply, note } = this.#texts;
    if (reply !== (this.stored?.reply ?? '') || note !== (this.stored?.note ?? '')) this.#later();
  }
}
