import { onForget } from '$lib/forgetting';
import { api, ApiProblem, data, newKey, type Schema } from '$lib/api/client';
import { language, t, type Language } from '$lib/i18n/index.svelte';
import { forget, kept } from '$lib/storage';
import type { Picked } from '$lib/widgets/FilePicker.svelte';
import { privacy } from './documents/privacy';
import { draftName as name, keepHere } from './keeping.svelte';
import { orders } from './orders.svelte';
import { reasons } from './reasons.svelte';
import { session } from './session.svelte';
import { sendFiles } from './uploads';
import { asKept, keepFiles } from './written.svelte';

/** The steps of opening an incident, in order; whoever is signed in is not asked for contact. */
export const steps = ['pedido', 'productos', 'motivo', 'detalle', 'solucion', 'contacto', 'revisar'] as const;
export type Step = (typeof steps)[number];
export const wishes = ['refund', 'replacement', 'repair', 'part', 'explanation', 'other'] as const;

/** In place of one of the orders or products that are known. */
export const another = 'another';

const initial = () => ({
  orderChoice: '',
  order: '',
  productChoice: '',
  product: '',
  quantity: '',
  purchasedOn: '',
  /** Of the reasons that are shown at once; `reason` is the answer. */
  reasonChoice: '',
  reason: '',
  reasonDetail: '',
  subject: '',
  description: '',
  wish: '',
  points: '',
  name: '',
  email: '',
  phone: '',
  language: language() as Language
});
export type Answers = ReturnType<typeof initial>;

/** How far a sending came, so that a retry goes on from there and makes nothing twice. */
interface Sent {
  reference: string;
  id: string | null;
}

/** What has been answered so far: kept on this device until it is sent, photos too. */
class Draft {
  answers = $state(initial());
  files = $state<Picked[]>([]);
  /** Those of the incident sent last that did not arrive. */
  missing: Picked[] = [];
  filed = '';
  ready = $state(false);
  /** It could not be sent, and may be as it is: so after a reload too. */
  unsent = $state(false);
  #attempts = 0;
  key = newKey();
  messageKey = newKey();
  sent: Sent | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #restoring: Promise<void> | null = null;

  /** Once: a second answer would take the place of what forms hold already. */
  restore(): Promise<void> {
    this.#restoring ??= this.#restore();
    return this.#restoring;
  }

  async #restore(): Promise<void> {
    const found = await kept<{
      answers: Answers;
      files: { key: string; file: File; id?: string }[];
      key: string;
      messageKey: string;
      sent: Sent | null;
      unsent?: boolean;
    }>(name);
    if (found) {
      this.answers = { ...initial(), ...found.answers };
      this.files = found.files;
      this.key = found.key;
      this.messageKey = found.messageKey;
      this.sent = found.sent;
      this.unsent = found.unsent ?? false;
    }
    this.ready = true;
  }

  /** Kept a moment after the last key. */
  changed = (): void => {
    if (!this.sent) this.key = newKey(); // other contents are another request
    this.#save();
  };

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.saveNow(), 300);
  }

  async saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    await keepHere(name, {
      answers: $state.snapshot(this.answers),
      files: asKept(this.files),
      key: this.key,
      messageKey: this.messageKey,
      sent: this.sent,
      unsent: this.unsent
    });
  }

  /** As before anything was answered. */
  reset(): void {
    clearTimeout(this.#timer);
    this.answers = initial();
    this.files = [];
    this.sent = null;
    this.unsent = false;
    this.#attempts = 0;
    this.key = newKey();
    this.messageKey = newKey();
  }

  async clear(): Promise<void> {
    this.reset();
    await forget(name);
  }

  /** What is known is not asked, but where somebody is already, for having wanted to change it. */
  stepsAt(here: Step): Step[] {
    const isKnown = orders.productsOf(this.answers.order).length === 1;
    return steps.filter(step =>
      step === 'contacto' ? !session.me : step !== 'productos' || step === here || !isKnown
    );
  }

  /** The first step whose answer is missing: nobody reviews what cannot be sent. */
  get firstOpen(): Step {
    const { reason, subject, description, wish, name: who, email } = this.answers;
    if (!reason) return 'motivo';
    if ([...subject.trim()].length < 3 || [...description.trim()].length < 10) return 'detalle';
    if (!wish) return 'solucion';
    if (!session.me && (!who.trim() || !email.trim())) return 'contacto';
    return 'revisar';
  }

  /** What is claimed, one by one, in the person's words. */
  get points(): string[] {
    const { wish, points } = this.answers;
    const own = points
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean);
    return [...(wish && wish !== 'other' ? [t(`wish.${wish}`)] : []), ...own].slice(0, 50);
  }

  #body(): Schema['NewIncident'] {
    const { order, product, quantity, purchasedOn, reason, reasonDetail, subject, description } = this.answers;
    const told = {
      reference: order.trim() || null,
      product: product.trim() || null,
      quantity: Number(quantity) || null,
      purchased_on: purchasedOn || null
    };
    const some = Object.values(told).some(Boolean);
    return {
      subject: subject.trim(),
      description: description.trim(),
      category: reasons.categoryOf(reason, reasonDetail),
      order: some ? told : null,
      points: this.points.length ? this.points : null,
      language: session.me ? session.me.language : this.answers.language,
      privacy_version: privacy.version
    };
  }

  /** Sends it, then its files, each with progress. Throws ApiProblem; called again it goes on. Answers the reference. */
  async send(): Promise<string> {
    if (!this.sent) this.sent = session.me ? await this.#open() : await this.#claim();
    await this.saveNow();
    await this.#sendFiles(this.sent);
    return this.sent.reference;
  }

  /** What became of the last attempt to send it. */
  async failed(problem: unknown): Promise<void> {
    this.unsent = problem instanceof ApiProblem && problem.isPassing;
    await this.saveNow();
  }

  /** The network is back: three attempts by itself; the key makes sure that one incident comes of them. */
  mayRetry(): boolean {
    return this.unsent && this.#attempts++ < 3;
  }

  async #open(): Promise<Sent> {
    const incident = await data(
      api.POST('/api/v1/my/incidents', { body: this.#body(), headers: { 'idempotency-key': this.key } })
    );
    return { reference: incident.reference, id: incident.id };
  }

  async #claim(): Promise<Sent> {
    const { name: who, email, phone } = this.answers;
    const contact = { name: who.trim(), email: email.trim(), phone: phone.trim() || null };
    const filed = await data(
      api.POST('/api/v1/claims', { body: { ...this.#body(), contact }, headers: { 'idempotency-key': this.key } })
    );
    await keepHere(`receipt:${filed.reference}`, { receipt: filed.receipt, email: contact.email });
    if (filed.session) session.addClaim({ ...filed.session, reference: filed.reference });
    return { reference: filed.reference, id: filed.session?.id ?? null };
  }

  /** What one file does, the rest goes on: what did not arrive waits in the incident, to be sent from there. */
  async #sendFiles({ reference, id }: Sent): Promise<void> {
    if (!this.files.length || !id) return;
    await sendFiles(this.files, id).finally(() => this.saveNow());
    const arrived = this.files.flatMap(({ id: file }) => file ?? []);
    if (arrived.length)
      await api.POST('/api/v1/my/incidents/{id}/messages', {
        params: { path: { id } },
        body: { body: t('open.files.message', { n: arrived.length }), attachment_ids: arrived },
        headers: { 'idempotency-key': this.messageKey }
      });
    this.filed = reference;
    this.missing = this.files.filter(picked => !picked.id);
    if (this.missing.length) await keepFiles(reference, this.missing);
  }
}

export const draft = new Draft();
onForget(() => draft.reset());
