import type { Schema } from './api/client';

type Entry = Schema['Entry'];
export interface TimelineQuery {
  order: 'desc';
  limit: number;
  cursor?: string;
}

const page = 100;
/** What came since is little most times. */
const fewer = 20;

/** What happened to an incident, read from its end: the newest first, older entries on request. In the order of their numbers. */
export class TimelineEnd {
  entries = $state.raw<Entry[]>([]);
  #read: (query: TimelineQuery) => Promise<Schema['Timeline']>;
  /** Where the older ones begin: unknown before the first page. */
  #older = $state.raw<string | null | undefined>(undefined);
  /** The number of the last one that the person was told of, or found on the page. */
  #told = 0;

  constructor(read: (query: TimelineQuery) => Promise<Schema['Timeline']>) {
    this.#read = read;
  }

  /** Whether there are older ones than those that were read. */
  get more(): boolean {
    return Boolean(this.#older);
  }

  /** The newest page at first; then all that came since. Entries that are known stay as they are. */
  async refresh(): Promise<void> {
    const known = new Set(this.entries.map(entry => entry.number));
    const limit = known.size ? fewer : page;
    const fresh: Entry[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const list = await this.#page(limit, cursor);
      fresh.push(...list.items);
      cursor = list.next_cursor;
      if (known.size && !list.items.some(entry => known.has(entry.number))) continue;
      if (this.#older === undefined) this.#older = cursor;
      break;
    }
    this.#add(fresh);
  }

  /** The page before the oldest one. */
  async readOlder(): Promise<void> {
    if (!this.#older) return;
    const list = await this.#page(page, this.#older);
    this.#add(list.items);
    this.#older = list.next_cursor;
  }

  /** What another visit left here, until it can be read again. */
  use(entries: Entry[]): void {
    this.entries = entries;
    this.catchUp();
  }

  /** What is here was found on the page: nothing of it is news. */
  catchUp(): void {
    this.#told = this.entries.at(-1)?.number ?? 0;
  }

  /** The entries since this was asked before. */
  news(): Entry[] {
    const told = this.#told;
    this.catchUp();
    return this.entries.filter(entry => entry.number > told);
  }

  #page(limit: number, cursor: string | undefined): Promise<Schema['Timeline']> {
    return this.#read({ order: 'desc', limit, ...(cursor ? { cursor } : {}) });
  }

  #add(list: Entry[]): void {
    const known = new Set(this.entries.map(entry => entry.number));
    const fresh = list.filter(entry => !known.has(entry.number));
    if (fresh.length) this.entries = [...this.entries, ...fresh].sort((a, b) => a.number - b.number);
  }
}
