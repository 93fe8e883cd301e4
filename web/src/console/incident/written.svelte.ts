import type { Form } from '$lib/form.svelte';
import { forget, keep, kept } from '$lib/storage';
import type { Picked } from '$lib/widgets/FilePicker.svelte';
import { session } from '../session.svelte';
import { chosen, type Own } from './drafts.svelte';
import type { Mode } from './modes';
import type { IncidentView } from './view.svelte';

export const nothing = { body: '', missing: '', until: '' };

/** As the device keeps it, files too. */
interface Kept extends Own {
  missing: string;
  until: string;
  files: Picked[];
  key: string;
  seen: number;
  other: string | null;
}

const soon = 300;

/** What the person writes in one mode: kept on the device at once and on the server after a pause, until it is sent. */
export class Written {
  files = $state<Picked[]>([]);
  /** A text of the same person from elsewhere, which is not the one shown. */
  other = $state<string | null>(null);
  /** The last entry that the person had before the eyes when this text was begun, or went on knowingly. */
  seen: number;
  #view: IncidentView;
  #mode: Mode;
  #form: Form<typeof nothing>;
  #begun = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the text last changed here, and how it stands with the server's. */
  #own: Omit<Own, 'body'> = { at: 0, base: null, saved: false };

  constructor(view: IncidentView, mode: Mode, form: Form<typeof nothing>) {
    this.#view = view;
    this.#mode = mode;
    this.#form = form;
    this.seen = this.last;
  }

  get last(): number {
    return this.#view.entries.at(-1)?.number ?? 0;
  }
  get #name(): string {
    return `write:${session.me?.id}:${this.#view.key}:${this.#mode.name}`;
  }
  get #any(): boolean {
    const { body, missing } = this.#form.values;
    return Boolean(body || missing || this.files.length);
  }

  /** What the device has is there at once; what the server has, when it answers. */
  async begin(): Promise<void> {
    const found = await kept<Kept>(this.#name);
    if (found && !this.#form.values.body) {
      Object.assign(this.#form.values, { body: found.body, missing: found.missing, until: found.until });
      this.files = found.files;
      this.#form.key = found.key;
      this.seen = found.seen;
      this.other = found.other ?? null;
      this.#own = { at: found.at ?? 0, base: found.base ?? null, saved: found.saved ?? false };
      this.#begun = this.#any;
    }
    await this.compare();
  }

  /** Looks whether another browser of the person has written meanwhile. */
  async compare(): Promise<void> {
    const { draft: name } = this.#mode;
    if (!name || this.#form.busy) return;
    const { draft } = this.#view;
    draft.onsaved = stored => {
      this.#own = { ...this.#own, base: stored.updated_at, saved: stored[name] === this.#form.values.body };
      void this.keepHere();
    };
    const server = await draft.read();
    if (!server || this.#form.busy) return;
    const { body } = this.#form.values;
    const choice = chosen(body ? { body, ...this.#own } : null, { body: server[name], at: server.updated_at });
    this.other = choice.other ?? this.other;
    if (choice.from === 'device') {
      draft.write(name, body, this.seen);
      return;
    }
    this.#own = { at: this.#own.at, base: server.updated_at, saved: true };
    if (choice.body === body) return;
    this.#form.values.body = choice.body;
    this.seen = choice.body ? server.last_entry : this.last;
    this.#begun = this.#any;
    await this.keepHere();
  }

  changed(): void {
    if (this.#any && !this.#begun) this.seen = this.last;
    this.#begun = this.#any;
    this.#own = { ...this.#own, at: Date.now(), saved: false };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keepHere(), soon);
    if (this.#mode.draft) this.#view.draft.write(this.#mode.draft, this.#form.values.body, this.seen);
  }

  async keepHere(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#any && this.other === null) return forget(this.#name);
    await keep(this.#name, {
      ...$state.snapshot(this.#form.values),
      ...this.#own,
      files: this.files.map(({ key, file, id }) => ({ key, file, ...(id ? { id } : {}) })),
      key: this.#form.key,
      seen: this.seen,
      other: this.other
    } satisfies Kept);
  }

  /** The person leaves: nothing waits for a pause any more. */
  leave(): void {
    void this.keepHere();
    void this.#view.draft.flush();
  }

  /** Shows the other text and offers this one. */
  exchange(): void {
    const mine = this.#form.values.body;
    this.#form.values.body = this.other ?? '';
    this.other = mine || null;
    this.changed();
  }

  discardOther(): void {
    this.other = null;
    void this.keepHere();
  }

  /** It went to its reader. */
  async sent(): Promise<void> {
    clearTimeout(this.#timer);
    Object.assign(this.#form.values, nothing);
    this.#form.submitted = false;
    this.files = [];
    this.other = null;
    this.#begun = false;
    this.seen = this.last;
    await forget(this.#name);
  }
}
