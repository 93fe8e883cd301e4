import { api, data, type Schema } from '$lib/api/client';
import type { Incident } from '../words';
import { ServerDraft } from './drafts.svelte';

export type Entry = Schema['Entry'];
export type Attachment = Schema['Attachment'];

const page = 100;
/** Pages of a long conversation that are read at once; the rest on request. */
const pagesAtOnce = 5;

/** One incident with all that happened to it: kept between its pages, refreshed when an event says so. */
export class IncidentView {
  readonly key: string;
  /** What the person has begun to write about it. */
  readonly draft: ServerDraft;
  incident = $state.raw<Incident | null>(null);
  entries = $state.raw<Entry[]>([]);
  attachments = $state.raw<Attachment[]>([]);
  more = $state(false);
  /** What the person came for by a key of the queue: done and forgotten once the page is there. */
  wish = $state<'menu' | 'template' | null>(null);
  problem = $state.raw<unknown>(null);
  loading = $state(true);
  readAt = 0;
  #cursor: string | null = null;

  constructor(key: string) {
    this.key = key;
    this.draft = new ServerDraft(key);
  }

  get #path() {
    return { path: { id: this.key } };
  }

  async load(): Promise<void> {
    this.loading = true;
    this.problem = null;
    try {
      await Promise.all([this.#readIncident(), this.#readEntries(true)]);
      await this.#readAttachments();
      this.readAt = Date.now();
    } catch (error) {
      this.problem = error;
    }
    this.loading = false;
  }

  async #readIncident(): Promise<void> {
    const known = this.incident?.version;
    const { data: incident, response } = await api.GET('/api/v1/incidents/{id}', {
      params: this.#path,
      headers: known ? { 'if-none-match': `"${known}"` } : {}
    });
    if (response.status !== 304 && incident) this.#show(incident);
  }

  /** Never an older state over a newer one: answers may overtake each other. */
  #show(incident: Incident): void {
    if (!this.incident || incident.version >= this.incident.version) this.incident = incident;
  }

  async #readAttachments(): Promise<void> {
    if (!this.incident?.attachments) return;
    const list = await data(api.GET('/api/v1/incidents/{id}/attachments', { params: this.#path }));
    this.attachments = list.items;
  }

  /** Reads on from the last page that was read; entries that are known stay as they are. */
  async #readEntries(fewPages: boolean): Promise<void> {
    for (let pages = 0; ; pages++) {
      const list = await data(
        api.GET('/api/v1/incidents/{id}/timeline', {
          params: { ...this.#path, query: { limit: page, ...(this.#cursor ? { cursor: this.#cursor } : {}) } }
        })
      );
      const known = new Set(this.entries.map(entry => entry.number));
      const fresh = list.items.filter(entry => !known.has(entry.number));
      if (fresh.length) this.entries = [...this.entries, ...fresh].sort((a, b) => a.number - b.number);
      this.more = Boolean(list.next_cursor);
      if (!list.next_cursor) return;
      this.#cursor = list.next_cursor;
      if (fewPages && pages + 1 >= pagesAtOnce) return;
    }
  }

  readMore = (): Promise<void> => this.#readEntries(false);

  /** What changed since it was read. Returns the entries that are new. */
  async refresh(): Promise<Entry[]> {
    const last = this.entries.at(-1)?.number ?? 0;
    await Promise.all([this.#readIncident(), this.#readEntries(false)]);
    await this.#readAttachments();
    this.readAt = Date.now();
    return this.entries.filter(entry => entry.number > last);
  }

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
