import type { Form } from '$lib/form.svelte';
import type { Picked } from '$lib/widgets/FilePicker.svelte';
import { session } from '../session.svelte';
import { Drafted, type Kept as KeptDraft, type Stored } from './drafted.svelte';
import type { Mode } from './modes';
import { ServerForm, type Values } from './server-form.svelte';
import type { IncidentView } from './view.svelte';

export const nothing = { body: '', missing: '', until: '' };

/** As the device keeps it, files too. */
interface Kept extends KeptDraft {
  missing: string;
  until: string;
  files: Picked[];
  key: string;
  seen: number;
}

/** What of the three the server keeps as an act's form; nothing where nothing is written. */
const formText = ({ body = '', missing = '', until = '' }: Values): string =>
  body || missing || until ? JSON.stringify({ body, missing, until }) : '';

/** What the person writes in one mode, until it is sent. */
export class Written extends Drafted<Kept> {
  files = $state<Picked[]>([]);
  /** The last entry that the person had before the eyes when this text was begun, or went on knowingly. */
  seen: number;
  #view: IncidentView;
  #mode: Mode;
  #form: Form<typeof nothing>;
  #begun = false;
  /** What keeps an act's form. */
  #server: ServerForm | null = null;

  constructor(view: IncidentView, mode: Mode, form: Form<typeof nothing>) {
    super();
    this.#view = view;
    this.#mode = mode;
    this.#form = form;
    this.seen = this.last;
    if (mode.form) this.#server = new ServerForm(view.key, mode.form);
  }

  get last(): number {
    return this.#view.entries.at(-1)?.number ?? 0;
  }
  protected get name(): string {
    return `write:${session.me?.id}:${this.#view.key}:${this.#mode.name}`;
  }
  protected get busy(): boolean {
    return this.#form.busy;
  }
  /** A text of the same person from elsewhere, which is not the one shown. */
  get other(): string | null {
    if (this.otherText === null || !this.#server) return this.otherText;
    const { body, missing } = this.#valuesOf(this.otherText);
    return [body, missing].filter(Boolean).join('\n\n');
  }
  protected get text(): string {
    return this.#server ? formText($state.snapshot(this.#form.values)) : this.#form.values.body;
  }
  #valuesOf(text: string): typeof nothing {
    if (!this.#server) return { ...this.#form.values, body: text };
    return text ? { ...nothing, ...(JSON.parse(text) as Values) } : nothing;
  }
  protected override get any(): boolean {
    return Boolean(formText(this.#form.values) || this.files.length);
  }

  /** The mode, while something is written in it. */
  get held(): Mode['name'] | null {
    return this.any ? this.#mode.name : null;
  }

  /** Whether the server has what is written, or the device alone; idle where nothing is, or it is for the device. */
  get state(): 'idle' | 'saved' | 'unsaved' {
    if (!this.text) return 'idle';
    return this.#server?.state ?? (this.#mode.draft ? this.#view.draft.state : 'idle');
  }

  /** The network is back: what was kept here alone is tried again. */
  retry(): void {
    this.#view.draft.retry();
    this.#server?.retry();
  }

  protected put({ body, missing, until, files, key, seen }: Kept): void {
    Object.assign(this.#form.values, { body, missing, until });
    this.files = files;
    this.#form.key = key;
    this.seen = seen;
    this.#begun = this.any;
  }
  protected toKeep() {
    return {
      ...$state.snapshot(this.#form.values),
      files: this.files.map(({ key, file, id }) => ({ key, file, ...(id ? { id } : {}) })),
      key: this.#form.key,
      seen: this.seen
    };
  }

  protected async stored(): Promise<Stored | null> {
    if (this.#server) {
      this.#server.onsaved = ({ values, at }) => this.saved(at, formText(values ?? {}));
      const stored = await this.#server.read();
      return stored && { ...stored, text: formText(stored.values ?? {}) };
    }
    const { draft: name } = this.#mode;
    if (!name) return null;
    const { draft } = this.#view;
    draft.onsaved = stored => this.saved(stored.updated_at, stored[name]);
    const stored = await draft.read();
    return stored && { text: stored[name], at: stored.updated_at, seen: stored.last_entry };
  }
  protected write(): void {
    if (this.#server) this.#server.write(this.text ? this.#valuesOf(this.text) : null, this.seen);
    else if (this.#mode.draft) this.#view.draft.write(this.#mode.draft, this.#form.values.body, this.seen);
  }
  protected show(text: string, seen = this.seen): void {
    Object.assign(this.#form.values, this.#valuesOf(text));
    this.seen = text ? seen : this.last;
    this.#begun = this.any;
  }

  override changed(): void {
    if (this.any && !this.#begun) this.seen = this.last;
    this.#begun = this.any;
    super.changed();
  }

  /** The person leaves: nothing waits for a pause any more. */
  leave(): void {
    void this.keepHere();
    void this.#view.draft.flush();
    void this.#server?.flush();
  }

  /** It went to its reader. */
  override async sent(): Promise<void> {
    Object.assign(this.#form.values, nothing);
    this.#form.submitted = false;
    this.files = [];
    this.#begun = false;
    this.seen = this.last;
    await super.sent();
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
