import type { Form } from '$lib/form.svelte';
import { forget, keep, kept } from '$lib/storage';
import type { Picked } from '$lib/widgets/FilePicker.svelte';
import { session } from '../session.svelte';
import { chosen, type Own } from './drafts.svelte';
import type { Mode } from './modes';
import { ServerForm, type Values } from './server-form.svelte';
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

/** What of the three the server keeps as an act's form; nothing where nothing is written. */
const formText = ({ body = '', missing = '', until = '' }: Values): string =>
  body || missing || until ? JSON.stringify({ body, missing, until }) : '';

interface Stored {
  text: string;
  at: string | null;
  seen: number;
}

const soon = 300;

/** What the person writes in one mode: kept on the device at once and on the server after a pause, until it is sent. */
export class Written {
  files = $state<Picked[]>([]);
  /** The last entry that the person had before the eyes when this text was begun, or went on knowingly. */
  seen: number;
  #view: IncidentView;
  #mode: Mode;
  #form: Form<typeof nothing>;
  #begun = false;
  #other = $state<string | null>(null);
  /** What keeps an act's form. */
  #server: ServerForm | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the text last changed here, and how it stands with the server's. */
  #own: Omit<Own, 'body'> = { at: 0, base: null, saved: false };

  constructor(view: IncidentView, mode: Mode, form: Form<typeof nothing>) {
    this.#view = view;
    this.#mode = mode;
    this.#form = form;
    this.seen = this.last;
    if (mode.form) this.#server = new ServerForm(view.key, mode.form);
  }

  get last(): number {
    return this.#view.entries.at(-1)?.number ?? 0;
  }
  get #name(): string {
    return `write:${session.me?.id}:${this.#view.key}:${this.#mode.name}`;
  }
  /** A text of the same person from elsewhere, which is not the one shown. */
  get other(): string | null {
    if (this.#other === null || !this.#server) return this.#other;
    const { body, missing } = this.#valuesOf(this.#other);
    return [body, missing].filter(Boolean).join('\n\n');
  }
  /** As the server has it: a text, or the form of an act. */
  get #text(): string {
    return this.#server ? formText($state.snapshot(this.#form.values)) : this.#form.values.body;
  }
  #valuesOf(text: string): typeof nothing {
    if (!this.#server) return { ...this.#form.values, body: text };
    return text ? { ...nothing, ...(JSON.parse(text) as Values) } : nothing;
  }
  get #any(): boolean {
    return Boolean(formText(this.#form.values) || this.files.length);
  }

  /** The mode, while something is written in it. */
  get held(): Mode['name'] | null {
    return this.#any ? this.#mode.name : null;
  }

  /** Whether the server has what is written, or the device alone; idle where nothing is, or it is for the device. */
  get state(): 'idle' | 'saved' | 'unsaved' {
    if (!this.#text) return 'idle';
    return this.#server?.state ?? (this.#mode.draft ? this.#view.draft.state : 'idle');
  }

  /** The network is back: what was kept here alone is tried again. */
  retry(): void {
    this.#view.draft.retry();
    this.#server?.retry();
  }

  /** What the device has is there at once; what the server has, when it answers. */
  async begin(): Promise<void> {
    const found = await kept<Kept>(this.#name);
    if (found && !this.#any) {
      Object.assign(this.#form.values, { body: found.body, missing: found.missing, until: found.until });
      this.files = found.files;
      this.#form.key = found.key;
      this.seen = found.seen;
      this.#other = found.other ?? null;
      this.#own = { at: found.at ?? 0, base: found.base ?? null, saved: found.saved ?? false };
      this.#begun = this.#any;
    }
    await this.compare();
  }

  /** What the server has, and from now on when it has what is here. Null where it keeps nothing, or does not answer. */
  async #stored(): Promise<Stored | null> {
    const saved = (at: string | null, text: string) => {
      this.#own = { ...this.#own, base: at, saved: text === this.#text };
      void this.keepHere();
    };
    if (this.#server) {
      this.#server.onsaved = ({ values, at }) => saved(at, formText(values ?? {}));
      const stored = await this.#server.read();
      return stored && { ...stored, text: formText(stored.values ?? {}) };
    }
    const { draft: name } = this.#mode;
    if (!name) return null;
    const { draft } = this.#view;
    draft.onsaved = stored => saved(stored.updated_at, stored[name]);
    const stored = await draft.read();
    return stored && { text: stored[name], at: stored.updated_at, seen: stored.last_entry };
  }

  #write(): void {
    if (this.#server) this.#server.write(this.#text ? this.#valuesOf(this.#text) : null, this.seen);
    else if (this.#mode.draft) this.#view.draft.write(this.#mode.draft, this.#form.values.body, this.seen);
  }

  /** Looks whether another browser of the person has written meanwhile. */
  async compare(): Promise<void> {
    if (this.#form.busy) return;
    const server = await this.#stored();
    if (!server || this.#form.busy) return;
    const text = this.#text;
    const choice = chosen(text ? { body: text, ...this.#own } : null, { body: server.text, at: server.at });
    this.#other = choice.other ?? this.#other;
    if (choice.from === 'device') return this.#write();
    this.#own = { at: this.#own.at, base: server.at, saved: true };
    if (choice.body === text) return;
    Object.assign(this.#form.values, this.#valuesOf(choice.body));
    this.seen = choice.body ? server.seen : this.last;
    this.#begun = this.#any;
    await this.keepHere();
  }

  changed(): void {
    if (this.#any && !this.#begun) this.seen = this.last;
    this.#begun = this.#any;
    this.#own = { ...this.#own, at: Date.now(), saved: false };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keepHere(), soon);
    this.#write();
  }

  async keepHere(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#any && this.#other === null) return forget(this.#name);
    await keep(this.#name, {
      ...$state.snapshot(this.#form.values),
      ...this.#own,
      files: this.files.map(({ key, file, id }) => ({ key, file, ...(id ? { id } : {}) })),
      key: this.#form.key,
      seen: this.seen,
      other: this.#other
    } satisfies Kept);
  }

  /** The person leaves: nothing waits for a pause any more. */
  leave(): void {
    void this.keepHere();
    void this.#view.draft.flush();
    void this.#server?.flush();
  }

  /** Shows the other text and offers this one. */
  exchange(): void {
    const mine = this.#text;
    Object.assign(this.#form.values, this.#valuesOf(this.#other ?? ''));
    this.#other = mine || null;
    this.changed();
  }

  discardOther(): void {
    this.#other = null;
    void this.keepHere();
  }

  /** It went to its reader. */
  async sent(): Promise<void> {
    clearTimeout(this.#timer);
    Object.assign(this.#form.values, nothing);
    this.#form.submitted = false;
    this.files = [];
    this.#other = null;
    this.#begun = false;
    this.seen = this.last;
    await forget(this.#name);
    await this.#removeForm();
  }

  /** The act removed it already, unless what waited for a pause came after it. */
  async #removeForm(): Promise<void> {
    if (!this.#server) return;
    await this.#server.hold();
    this.#server.write(null, this.seen);
    await this.#server.flush();
  }
}
