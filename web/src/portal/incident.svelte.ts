import { onForget } from '$lib/forgetting';
import { api, ApiProblem, data, type Schema } from '$lib/api/client';
import { inTurn } from '$lib/in-turn';
import { kept } from '$lib/storage';
import { TimelineEnd } from '$lib/timeline-end.svelte';
import { keepHere } from './keeping.svelte';
import { keyOf, session } from './session.svelte';

export type Incident = Schema['OwnIncident'];
export type Entry = Schema['Entry'];
export type PublicStatus = Schema['ClaimStatus'];
export type Attachment = Schema['Attachment'];

const toldKinds: Entry['kind'][] = ['message', 'attachment', 'resolution'];

/** One incident with its conversation: read once, kept between its pages, refreshed when the stream says so. */
export class IncidentView {
  readonly reference: string;
  incident = $state.raw<Incident | null>(null);
  /** What anybody with the reference may see, when this browser may see no more. */
  status = $state.raw<PublicStatus | null>(null);
  attachments = $state.raw<Attachment[]>([]);
  problem = $state.raw<unknown>(null);
  loading = $state(true);
  /** Whether the last thing that was tried is no longer possible, as somebody else changed the incident meanwhile. */
  refused = $state(false);
  /** When the copy was made that is shown because there is no network. */
  copyFrom = $state<string | null>(null);
  #etag = '';
  readonly #timeline: TimelineEnd;

  constructor(reference: string) {
    this.reference = reference;
    this.#timeline = new TimelineEnd(query =>
      data(api.GET('/api/v1/my/incidents/{id}/timeline', { params: { path: { id: reference }, query } }))
    );
  }

  get entries(): Entry[] {
    return this.#timeline.entries;
  }
  /** Whether more happened before. */
  get more(): boolean {
    return this.#timeline.more;
  }

  get #path() {
    return { params: { path: { id: this.reference } } };
  }

  async load(): Promise<void> {
    this.loading = true;
    this.problem = null;
    try {
      if (session.me === undefined) await session.load();
      if (session.me || session.bearer(this.reference)) await this.#loadOwn();
      else await this.#loadStatus();
      this.copyFrom = null;
    } catch (error) {
      await this.#useCopy(error);
    }
    this.loading = false;
  }

  async #loadOwn(): Promise<void> {
    try {
      await this.refresh();
      this.#timeline.catchUp();
    } catch (error) {
      // Not this account's: what the reference alone shows.
      if (error instanceof ApiProblem && (error.status === 404 || error.status === 401)) return this.#loadStatus();
      throw error;
    }
    void keepHere(`incident:${keyOf(this.reference)}`, {
      incident: this.incident,
      entries: this.entries,
      at: new Date().toISOString()
    });
  }

  async #loadStatus(): Promise<void> {
    this.incident = null;
    this.status = await data(
      api.GET('/api/v1/claims/{reference}', { params: { path: { reference: this.reference } } })
    );
  }

  async #useCopy(error: unknown): Promise<void> {
    const passing = error instanceof ApiProblem && error.isPassing;
    const copy = passing
      ? await kept<{ incident: Incident; entries: Entry[]; at: string }>(`incident:${keyOf(this.reference)}`)
      : undefined;
    if (copy && !this.incident) {
      this.incident = copy.incident;
      this.#timeline.use(copy.entries);
    }
    if (copy && this.incident) this.copyFrom = copy.at;
    else this.problem = error;
  }

  /** All that there is of it, at once: files are asked for unless it is known that there are none. */
  refresh = inTurn(async () => {
    const hasNone = this.incident?.attachments === 0;
    const files = hasNone ? undefined : this.#readAttachments();
    await Promise.all([this.#readIncident(), this.#timeline.refresh(), files]);
    if (hasNone && this.incident?.attachments) await this.#readAttachments();
  });

  async #readIncident(): Promise<void> {
    const { data: incident, response } = await api.GET('/api/v1/my/incidents/{id}', {
      ...this.#path,
      headers: this.#etag ? { 'if-none-match': this.#etag } : {}
    });
    if (response.status === 304) return;
    this.#etag = response.headers.get('etag') ?? '';
    this.incident = incident as Incident;
  }

  async #readAttachments(): Promise<void> {
    this.attachments = (await data(api.GET('/api/v1/my/incidents/{id}/attachments', this.#path))).items;
  }

  readOlder = (): Promise<void> => this.#timeline.readOlder();

  /** What the shop wrote since this was asked before. */
  news(): Entry[] {
    return this.#timeline.news().filter(({ author, kind }) => author.role === 'employee' && toldKinds.includes(kind));
  }

  /** Does what somebody decided. False where that is not possible any more; what is shown then is what is possible now. */
  async act(run: () => Promise<void>): Promise<boolean> {
    this.refused = false;
    try {
      await run();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.#takeRefusal(error);
      return false;
    }
    return true;
  }

  async #takeRefusal({ currentStatus, allowed }: ApiProblem): Promise<void> {
    if (this.incident && currentStatus)
      this.incident = { ...this.incident, status: currentStatus as Incident['status'], allowed };
    this.refused = true;
    this.#etag = '';
    try {
      await this.refresh();
    } catch {
      // The refusal itself has said the state.
    }
  }

  /** What an act of the customer answered. */
  async take(incident: Incident | undefined): Promise<void> {
    if (incident) this.incident = incident;
    this.#etag = '';
    await this.refresh();
  }
}

const views = new Map<string, IncidentView>();

/** The view of an incident, the same one on all its pages. */
export function viewOf(reference: string): IncidentView {
  const key = keyOf(reference);
  let view = views.get(key);
  if (!view) views.set(key, (view = new IncidentView(reference)));
  return view;
}

/** Forgets what was read, at sign-in and sign-out. */
export function forgetViews(): void {
  views.clear();
}
onForget(forgetViews);

/** Whether something was refused for the incident's state, and not for what was sent. */
const isRefusal = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && (error.code === 'not-allowed-in-status' || error.code === 'conflict');

export const may = (incident: Incident | null, act: string): boolean => incident?.allowed.includes(act) ?? false;
