import { ApiProblem } from '$lib/api/client';
import { t } from '$lib/i18n/index.svelte';
import { merged } from './merge';

/** What a person edits, as texts by part. */
export type Texts<Part extends string> = Record<Part, string>;
export interface Stored<Part extends string> {
  parts: Texts<Part>;
  version: number;
  /** When it was changed last, if the API tells. */
  at?: string | null;
}
/** A part that two people changed differently. */
export interface Clashing<Part extends string> {
  part: Part;
  theirs: string;
  mine: string;
}
export type Choice = 'theirs' | 'mine';

/** How it ended: others' changes were put together with one's own, or a person has to choose. */
export type Saved = 'saved' | 'combined' | 'clash';

interface Doors<Part extends string> {
  /** Sends the parts that are others than in `base`, on top of the version that these are of. */
  send: (wanted: Texts<Part>, version: number, base: Texts<Part>) => Promise<unknown>;
  /** What is there now. */
  read: () => Promise<Stored<Part>>;
  /** Who made what is there now of it; null where that is not known. */
  author?: (now: Stored<Part>) => Promise<string | null>;
}

/**
 * An edit of what others may change at the same time (ux.md §11): different parts are combined and sent once more; of a part
 * that both changed, the person chooses. Nothing is overwritten that was not seen.
 */
export class Editing<Part extends string> {
  base: Texts<Part> = $state.raw() as Texts<Part>;
  version: number;
  clash = $state.raw<Clashing<Part>[]>([]);
  chosen = $state<Partial<Record<Part, Choice>>>({});
  /** How often it was to be saved with something undecided. */
  asked = $state(0);
  /** When the others' change was made. */
  at = $state.raw<string | null>(null);
  /** Who made it, where one change was made and its author is known. */
  by = $state.raw<string | null>(null);
  #doors: Doors<Part>;

  constructor(begun: Stored<Part>, doors: Doors<Part>) {
    this.base = begun.parts;
    this.version = begun.version;
    this.#doors = doors;
  }

  /** Whether everything that two people changed differently was decided. */
  get decided(): boolean {
    return this.clash.every(({ part }) => this.chosen[part]);
  }

  /**
   * Puts one's own parts on what is stored; `onto` gets the result as it is before anybody chose, where the own texts
   * stay. Throws ApiProblem.
   */
  async save(mine: Texts<Part>, onto: (result: Texts<Part>) => void): Promise<Saved> {
    if (!this.decided) {
      this.asked++;
      return 'clash';
    }
    this.clash = [];
    try {
      await this.#doors.send(mine, this.version, this.base);
      return 'saved';
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
    }
    const now = await this.#doors.read();
    const by = await this.#authorOf(now);
    const result = this.take(mine, now);
    this.by = by;
    onto(result);
    if (this.clash.length) return 'clash';
    await this.#doors.send(result, this.version, this.base);
    return 'combined';
  }

  /** Of several changes the last one's author need not be who changed a part, unless there is one part alone. */
  async #authorOf(now: Stored<Part>): Promise<string | null> {
    const isSure = now.version === this.version + 1 || Object.keys(now.parts).length === 1;
    return (isSure && (await this.#doors.author?.(now))) || null;
  }

  /** From now on it is an edit of `now`. Gives both put together, where the own texts stay that others changed too. */
  take(mine: Texts<Part>, now: Stored<Part>, base = this.base): Texts<Part> {
    const both = merged(base, mine, now.parts);
    this.base = now.parts;
    this.version = now.version;
    this.at = now.at ?? null;
    this.by = null;
    this.chosen = {};
    this.asked = 0;
    this.clash = both.clash.map(part => ({ part, theirs: now.parts[part], mine: mine[part] }));
    return both.result;
  }
}

/** That one's own was put together with somebody else's, in words. */
export const combinedText = ({ by }: { by: string | null }): string =>
  by ? t('clash.combined_by', { name: by }) : t('clash.combined');
