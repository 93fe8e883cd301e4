import { api, data, type Schema } from '$lib/api/client';
import { inTurn } from '$lib/in-turn';
import { TimelineEnd } from '$lib/timeline-end.svelte';
import type { Incident } from '../words';
import { ServerDraft } from './drafts.svelte';

export type Entry = Schema['Entry'];
export type Attachment = Schema['Attachment'];

/** One incident with what happened to it: kept between its pages, refreshed when an event says so. */
export class IncidentView {
  readonly key: string;
  /** What the person has begun to write about it. */
  readonly draft: ServerDraft;
  incident = $state.raw<Incident | null>(null);
  attachments = $state.raw<Attachment[]>([]);
  /** What the person came for by a key of the queue, or the act to begin: done and forgotten once the page is there. */
  wish = $state<string | null>(null);
  problem = $state.raw<unknown>(null);
  loading = $state(true);
  readAt = 0;
  readonly #timeline: TimelineEnd;

  constructor(key: string) {
    this.key = key;
    this.draft = new ServerDraft(key);
    this.#timeline = new TimelineEnd(query =>
      data(api.GET('/api/v1/incidents/{id}/timeline', { params: { ...this.#path, query } }))
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
    return { path: { id: this.key } };
  }

  async load(): Promise<void> {
    this.loading = true;
    this.problem = null;
    try {
      await this.catchUp();
    } catch (error) {
      this.problem = error;
    }
    this.loading = false;
  }

  /** All that there is of it, at once: files are asked for unless it is known that there are none. */
  refresh = inTurn(async () => {
    const hasNone = this.incident?.attachments === 0;
    const files = hasNone ? undefined : this.#readAttachments();
    await Promise.all([this.#readIncident(), this.#timeline.refresh(), files]);
    if (hasNone && this.incident?.attachments) await this.#readAttachments();
    this.readAt = Date.now();
  });

  async #readIncident(): Promise<void> {
    const known = this.incident?.version;
    const { data: incident, response } = await api.GET('/api/v1/incidents/{id}', {
      params: this.#path,
      headers: known ? { 'if-none-match': `"${known}"` } : {}
    });
    if (response.status !== 304 && incident) this.#show(incident);
  }

  /** Never an older state over a newer one: an act's answer may overtake what is being read. */
  #show(incident: Incident): void {
    if (!this.incident || incident.version >= this.incident.version) this.incident = incident;
  }

  async #readAttachments(): Promise<void> {
    const list = await data(api.GET('/api/v1/incidents/{id}/attachments', { params: this.#path }));
    this.attachments = list.items;
  }

  readOlder = (): Promise<void> => this.#timeline.readOlder();

  /** Reads it again for a page that is there only now: nothing of that is news. */
  async catchUp(): Promise<void> {
    await this.refresh();
    this.#timeline.catchUp();
  }

  /** The entries since this was asked before. */
  news = (): Entry[] => this.#timeline.news();

  /** Shows at once what the server is asked for; what it returns takes that back, unless something newer is shown by then. */
  expect(change: Partial<Incident>): () => void {
    const before = this.incident;
    const shown = before && { ...before, ...change };
    this.incident = shown;
    return () => {
      if (this.incident === shown) this.incident = before;
    };
  }

  /** What an act answered, and what it added to the timeline. */
  async take(incident?: Incident): Promise<void> {
    if (incident) this.#show(incident);
    await this.refresh();
  }
}

const views = new Map<string, IncidentView>();
const mostViews = 20;

/** The view of an incident, the same one on all its pages. */
export function viewOf(key: string): IncidentView {
  const view = views.get(key) ?? new IncidentView(key);
  views.delete(key);
  views.set(key, view);
  for (const old of [...views.keys()].slice(0, Math.max(0, views.size - mostViews))) views.delete(old);
  return view;
}

/** Somebody else may sign in: nothing of what this person saw stays. */
export const forgetViews = (): void => views.clear();

export const may = (incident: Incident | null, act: string): boolean => incident?.allowed.includes(act) ?? false;
