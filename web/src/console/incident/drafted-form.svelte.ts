import type { Form } from '$lib/form.svelte';
import { session } from '../session.svelte';
import { Drafted, type Kept, type Stored } from './drafted.svelte';
import { ServerForm, type DraftedAct, type Values } from './server-form.svelte';

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

/** A whole form that is kept until its act is done. */
export class DraftedForm extends Drafted {
  readonly server: ServerForm;
  #form: Form<Values>;
  #about: About;
  #done = false;

  constructor(form: Form<Values>, about: About) {
    super();
    this.#form = form;
    this.#about = about;
    this.server = new ServerForm(about.incident, about.act);
    this.server.onsaved = ({ values, at }) => this.saved(at, textOf(this.#fitting(values)));
  }

  /** The form as the person filled it in elsewhere, which is not the one shown. */
  get other(): Values | null {
    return this.otherText === null ? null : valuesOf(this.otherText);
  }
  protected get name(): string {
    return `form:${session.me?.id}:${this.#about.incident}:${this.#about.act}`;
  }
  protected get busy(): boolean {
    return this.#form.busy;
  }
  get #values(): Values | null {
    const values = $state.snapshot(this.#form.values) as Values;
    const { empty } = this.#about;
    const fields = Object.keys(empty);
    return fields.some(name => values[name] !== empty[name])
      ? Object.fromEntries(fields.map(name => [name, values[name] ?? '']))
      : null;
  }
  protected get text(): string {
    return textOf(this.#values);
  }

  /** The fields that the form has, in their order: it may come from another version of the program. */
  #fitting(values: Values | null): Values | null {
    const { empty } = this.#about;
    return values && Object.fromEntries(Object.keys(empty).map(name => [name, String(values[name] ?? empty[name])]));
  }

  protected show(text: string): void {
    Object.assign(this.#form.values, this.#fitting(valuesOf(text)) ?? this.#about.empty);
  }
  protected put({ body }: Kept): void {
    this.show(body);
  }
  protected toKeep() {
    return { body: this.text };
  }

  protected async stored(): Promise<Stored | null> {
    const stored = await this.server.read();
    return stored && { ...stored, text: textOf(this.#fitting(stored.values)) };
  }
  protected write(): void {
    this.server.write(this.#values, this.#about.seen());
  }
  /** Once the act is done, what the page does with its form is no draft. */
  protected override async keepHere(): Promise<void> {
    if (!this.#done) await super.keepHere();
  }

  /** The person leaves: nothing waits for a pause any more. */
  leave(): void {
    void this.keepHere();
    void this.server.flush();
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
  override async sent(): Promise<void> {
    this.#done = true;
    await super.sent();
  }
}
