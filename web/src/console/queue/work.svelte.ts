import { announcer } from '$lib/announce.svelte';
import { t } from '$lib/i18n/index.svelte';
import { problemText } from '$lib/problem-text';
import { session } from '../session.svelte';
import { take, type Patch } from './act';
import { backTo, changeMany, each, readAgain, type Outcome, type Refused } from './bulk';
import type { Incident } from './filters';
import type { IncidentRows } from './list.svelte';

/** What was asked for, to be asked for again. */
interface Act {
  send: (incidents: Incident[]) => Promise<Outcome>;
  shown: Patch;
  /** What is told once it is done, with a way back; nothing of what is such a way itself. */
  text?: string;
}
interface Left extends Refused {
  act: Act;
}

/** Changes to rows, many at once: shown at once, put back where they are refused, undone while that is offered. */
export class Work {
  refused = $state.raw<Left[]>([]);
  total = $state(0);
  #rows: IncidentRows;

  constructor(rows: IncidentRows) {
    this.#rows = rows;
  }

  take(incidents: Incident[]): Promise<void> {
    this.total = incidents.length;
    const send = (list: Incident[]) => each(list, one => take(one.id));
    return this.#run(incidents, { send, shown: { assignee_id: session.me?.id ?? null }, text: 'queue.taken' });
  }

  /** Throws where the server gave no outcome; the same key then makes another try safe. */
  async change(incidents: Incident[], patch: Patch, key?: string): Promise<void> {
    this.total = incidents.length;
    const act: Act = { send: list => changeMany(list, patch), shown: patch, text: 'queue.changed' };
    await this.#run(incidents, act, list => changeMany(list, patch, key));
  }

  /** Those that were refused, as they are now. */
  retry(): Promise<void> {
    return this.#orTell(async () => {
      const acts = new Set(this.refused.map(one => one.act));
      const left = this.refused;
      this.total = left.length;
      for (const act of acts) {
        const now = await readAgain(left.filter(one => one.act === act));
        now.forEach(one => this.#rows.put(one));
        await this.#run(now, act);
      }
    });
  }

  close(): void {
    this.refused = [];
  }

  async #run(incidents: Incident[], act: Act, send = act.send): Promise<void> {
    const ids = new Set(incidents.map(one => one.id));
    this.refused = this.refused.filter(one => !ids.has(one.incident.id));
    incidents.forEach(one => this.#rows.put({ ...one, ...(act.shown as Partial<Incident>) }));
    let outcome: Outcome;
    try {
      outcome = await send(incidents);
    } catch (problem) {
      incidents.forEach(one => this.#rows.put(one));
      throw problem;
    }
    outcome.done.forEach(one => this.#rows.put(one));
    outcome.refused.forEach(({ incident }) => this.#rows.put(incident));
    this.refused = [...this.refused, ...outcome.refused.map(one => ({ ...one, act }))];
    // What was refused stays selected.
    outcome.done.forEach(one => this.#rows.select(one.id, false));
    const [first] = outcome.done;
    if (!first || !act.text) return;
    announcer.toast(t(act.text, { n: outcome.done.length, reference: first.reference }), {
      label: t('action.undo'),
      run: () => void this.#orTell(() => this.#undo(incidents, outcome.done, act.shown))
    });
  }

  async #undo(before: Incident[], done: Incident[], shown: Patch): Promise<void> {
    const now = done.map(one => this.#rows.items.find(row => row.id === one.id) ?? one);
    for (const { incidents, patch } of backTo(before, now, shown))
      await this.#run(incidents, { send: list => changeMany(list, patch), shown: patch });
  }

  async #orTell(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (problem) {
      announcer.alert(problemText(problem));
      announcer.toast(problemText(problem));
    }
  }
}
