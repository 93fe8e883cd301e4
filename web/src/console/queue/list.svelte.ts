import { api, ApiProblem, data, type Schema } from '$lib/api/client';
import { belongs, fitsSnooze, type Incident, type Wanted } from './filters';

/** What fills most screens, some 25 kB: on a slow line the rest comes after it is painted. */
const firstPage = 15;
const laterPage = 100;
/** More changes than this at once are not looked at one by one. */
const mostLooks = 20;
const gather = 300;
const fresh = 60_000;

/** Which incidents: what the API is asked for, and where the list ends although more would come. */
export interface Asked {
  wanted: Wanted;
  dueBefore: string | null;
  me: string;
}

/** A list of incidents that grows while it is scrolled. Rows change in place; new and moved ones wait to be shown. */
export class IncidentRows {
  readonly asked: Asked;
  items = $state.raw<Incident[]>([]);
  /** Whether all are here. */
  complete = $state(false);
  loading = $state(false);
  problem = $state.raw<unknown>(null);
  /** How many would be new or elsewhere if the list were read again; more than that if `manyNews`. */
  news = $state(0);
  manyNews = $state(false);
  selected = $state.raw<ReadonlySet<string>>(new Set());
  /** Where the person was, for the way back. */
  active = $state(0);
  scrollTop = 0;
  readAt = 0;
  #cursor: string | null = null;
  #changed = new Map<string, number>();
  #newsOf = new Set<string>();
  /** Where those were that the person put out of the list, if all of them were in it. */
  #places = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = 0;
  #more: Promise<void> | null = null;

  constructor(asked: Asked) {
    this.asked = asked;
  }

  /** Reads it for a screen that shows it, unless it was read a moment ago. */
  show(): void {
    if (Date.now() - this.readAt > fresh && !this.loading) void this.reload();
  }

  /** Reads from the start; what is shown stays until it is there. */
  async reload(): Promise<void> {
    const reading = ++this.#reading;
    this.loading = true;
    this.problem = null;
    try {
      const list = await this.#page(null);
      if (reading !== this.#reading) return;
      this.items = [];
      this.#newsOf.clear();
      this.#places.clear();
      this.news = 0;
      this.manyNews = false;
      this.#add(list);
      this.readAt = Date.now();
      const here = new Set(this.items.map(one => one.id));
      this.selected = new Set([...this.selected].filter(id => here.has(id)));
    } catch (problem) {
      if (reading === this.#reading) this.problem = problem;
    }
    if (reading === this.#reading) this.loading = false;
  }

  /** The next page; who asks while it is on its way waits for the same one. */
  more(): Promise<void> {
    return (this.#more ??= this.#readMore().finally(() => (this.#more = null)));
  }

  async #readMore(): Promise<void> {
    if (this.loading || this.complete || !this.#cursor) return;
    const reading = this.#reading;
    this.loading = true;
    try {
      const list = await this.#page(this.#cursor);
      if (reading === this.#reading) this.#add(list);
    } catch (problem) {
      if (reading === this.#reading) this.problem = problem;
    }
    if (reading === this.#reading) this.loading = false;
  }

  #page(cursor: string | null): Promise<Schema['IncidentList']> {
    return data(
      api.GET('/api/v1/incidents', {
        params: { query: { ...this.asked.wanted, ...(cursor ? { cursor, limit: laterPage } : { limit: firstPage }) } }
      })
    );
  }

  #add(list: Schema['IncidentList']): void {
    const { dueBefore } = this.asked;
    const known = new Set(this.items.map(one => one.id));
    const due = dueBefore ? list.items.filter(one => one.deadlines.answer_by <= dueBefore) : list.items;
    this.items = [...this.items, ...due.filter(one => !known.has(one.id))];
    const ended = due.length < list.items.length; // the rest is due later
    this.#cursor = ended ? null : list.next_cursor;
    this.complete = !this.#cursor;
  }

  /** Shows what is known of an incident by now, in its place. */
  put(incident: Incident): void {
    const at = this.items.findIndex(one => one.id === incident.id);
    const old = this.items[at];
    if (!old || old.version > incident.version) return;
    // Who has begun to write is told in lists alone.
    const drafting = incident.drafting ?? old.drafting;
    this.items = this.items.with(at, drafting ? { ...incident, drafting } : incident);
  }

  /** Shows what the person made of an incident: snoozed it leaves the list at once, and is in its place again when that is undone. */
  settle(incident: Incident): void {
    const fits = fitsSnooze(incident, this.asked.wanted);
    const at = this.items.findIndex(one => one.id === incident.id);
    const place = this.#places.get(incident.id);
    if (at >= 0 && !fits) {
      this.#places.set(incident.id, this.#placeOf(at));
      this.items = this.items.toSpliced(at, 1);
      if (at < this.active || this.active >= this.items.length) this.active = Math.max(0, this.active - 1);
    } else if (at < 0 && fits && place !== undefined) {
      const row = this.#rowAt(place);
      this.#places.delete(incident.id);
      this.items = this.items.toSpliced(row, 0, incident);
      if (row <= this.active && this.items.length > 1) this.active++;
    } else this.put(incident);
  }

  /** Where a row would be if none had been put out. */
  #placeOf(row: number): number {
    return [...this.#places.values()].sort((a, b) => a - b).reduce((place, gone) => place + Number(gone <= place), row);
  }
  #rowAt = (place: number): number => place - [...this.#places.values()].filter(gone => gone < place).length;

  /** The row before or after an incident, also of one that the person put out of the list; -1 if there is none. */
  rowBeside(id: string, by: 1 | -1): number {
    const at = this.items.findIndex(one => one.id === id);
    const place = this.#places.get(id);
    if (at < 0 && place === undefined) return -1;
    const row = at >= 0 ? at + by : this.#rowAt(place as number) - Number(by < 0);
    return row < this.items.length ? row : -1;
  }

  /** As `rowBeside`, where the list goes on: past its last row the next page comes first. Throws why it does not. */
  async reach(id: string, by: 1 | -1): Promise<number> {
    const row = this.rowBeside(id, by);
    const isKnown = this.#places.has(id) || this.items.some(one => one.id === id);
    if (row >= 0 || by < 0 || this.complete || !isKnown) return row;
    this.problem = null;
    await this.more();
    if (this.problem) throw this.problem;
    return this.rowBeside(id, by);
  }

  /** An event; null when some were missed. Looks at what changed in a moment, together with what comes meanwhile. */
  heard(id: string | null, version: number): void {
    if (id === null) {
      this.manyNews = true;
      return;
    }
    const known = this.items.find(one => one.id === id);
    if (known && known.version >= version) return;
    this.#changed.set(id, version);
    this.#lookLater();
  }

  #lookLater(): void {
    this.#timer ??= setTimeout(() => void this.#look(), gather);
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    if (this.loading) return this.#lookLater(); // the list that is on its way may know of it, or be older
    const known = new Map(this.items.map(one => [one.id, one.version]));
    const changed = [...this.#changed].filter(([id, version]) => (known.get(id) ?? 0) < version).map(([id]) => id);
    this.#changed.clear();
    // Rows on the screen first; of a flood of others it is enough to know that they came.
    const ordered = [...changed.filter(id => known.has(id)), ...changed.filter(id => !known.has(id))];
    if (ordered.length > mostLooks) this.manyNews = true;
    for (const id of ordered.slice(0, mostLooks)) await this.#lookAt(id);
  }

  async #lookAt(id: string): Promise<void> {
    const isHere = () => this.items.some(one => one.id === id);
    try {
      const incident = await data(api.GET('/api/v1/incidents/{id}', { params: { path: { id } } }));
      const known = isHere(); // the person may have put it out of the list, or back, meanwhile
      const { wanted, me, dueBefore } = this.asked;
      const wants = belongs(incident, wanted, me, dueBefore) && (known || !wanted.q);
      if (known) this.put(incident);
      if (wants !== known) this.#newsOf.add(id);
      this.news = this.#newsOf.size;
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      if (problem.status === 404) {
        // Out of the person's sight by now: a row goes when the list is read again, of others there is no news.
        if (isHere()) this.news = this.#newsOf.add(id).size;
      } else if (problem.isPassing || problem.status === 401)
        this.manyNews = true; // 401: nobody is signed in any more
      else throw problem;
    }
  }

  select(id: string, on: boolean): void {
    const next = new Set(this.selected);
    if (on) next.add(id);
    else next.delete(id);
    this.selected = next;
  }

  /** From one row to another, both included. */
  selectRange(from: number, to: number): void {
    const next = new Set(this.selected);
    for (const one of this.items.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one.id);
    this.selected = next;
  }

  clearSelection(): void {
    this.selected = new Set();
  }
}

const kept = new Map<string, IncidentRows>();
const mostKept = 8;

/** The list for a question, the same one on the way back. */
export function rowsFor(asked: Asked): IncidentRows {
  const { wanted, dueBefore, me } = asked;
  const key = JSON.stringify([wanted, dueBefore, me]); // whoever asks, in whatever order the parts were put
  const rows = kept.get(key) ?? new IncidentRows(asked);
  kept.delete(key);
  kept.set(key, rows);
  for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(old);
  return rows;
}

export function forgetRows(): void {
  kept.clear();
  lastQueue.rows = null;
  lastQueue.address = firstQueue;
}

const firstQueue = '/consola/cola/mias';

/** The list that was looked at last: where "previous" and "next" of an incident lead, and "back to the queue". */
export const lastQueue: { rows: IncidentRows | null; address: string } = {
  rows: null,
  address: firstQueue
};
