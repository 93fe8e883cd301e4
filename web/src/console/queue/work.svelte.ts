import { announcer } from '$lib/announce.svelte';
import { t } from '$lib/i18n/index.svelte';
import { session } from '../session.svelte';
import { tell } from '../tell';
import { dayAndTime } from '$lib/i18n/dates';
import { take, type Patch } from './act';
import { backTo, changeEach, changeMany, each, readAgain, type Outcome, type Refused } from './bulk';
import type { Incident } from './filters';
import type { IncidentRows } from './list.svelte';
import { isRetagged, retagged, type Retag } from './tags';

/** What was asked for, to be asked for again. */
interface Act {
  send: (incidents: Incident[]) => Promise<Outcome>;
  /** What becomes of one. */
  shown: (incident: Incident) => Patch;
  /** What is told once it is done, with a way back; nothing of what is such a way itself. */
  text?: string;
}
interface Left extends Refused {
  act: Act;
}

const textOf = ({ snoozed_until }: Patch): string =>
  snoozed_until === undefined ? 'queue.changed' : snoozed_until ? 'queue.snoozed' : 'queue.woken';

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
    const shown = () => ({ assignee_id: session.me?.id ?? null });
    return this.#run(incidents, { send, shown, text: 'queue.taken' });
  }

  /** Throws where the server gave no outcome; the same key then makes another try safe. */
  async change(incidents: Incident[], patch: Patch, key?: string): Promise<void> {
    this.total = incidents.length;
    const act: Act = { send: list => changeMany(list, patch), shown: () => patch, text: textOf(patch) };
    await this.#run(incidents, act, list => changeMany(list, patch, key));
  }

  /** As `change`; those with the tags that they are to have already stay as they are. */
  async retag(incidents: Incident[], retag: Retag, key?: string): Promise<void> {
    const others = incidents.filter(one => isRetagged(one, retag));
    this.total = others.length;
    const shown = (one: Incident) => ({ tags: retagged(one.tags, retag) });
    await this.#run(others, { send: list => changeEach(list, shown), shown, text: 'queue.changed' }, list =>
      changeEach(list, shown, key)
    );
  }

  /** Those that were refused, as they are now. */
  retry(): Promise<void> {
    return this.#orTell(async () => {
      const acts = new Set(this.refused.map(one => one.act));
      const left = this.refused;
      this.total = left.length;
      for (const act of acts) {
        const now = await readAgain(left.filter(one => one.act === act));
        now.forEach(one => this.#rows.settle(one));
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
    incidents.forEach(one => this.#rows.settle({ ...one, ...(act.shown(one) as Partial<Incident>) }));
    let outcome: Outcome;
    try {
      outcome = await send(incidents);
    } catch (problem) {
      incidents.forEach(one => this.#rows.settle(one));
      throw problem;
    }
    outcome.done.forEach(one => this.#rows.settle(one));
    outcome.refused.forEach(({ incident }) => this.#rows.settle(incident));
    this.refused = [...this.refused, ...outcome.refused.map(one => ({ ...one, act }))];
    // What was refused stays selected.
    outcome.done.forEach(one => this.#rows.select(one.id, false));
    const [first] = outcome.done;
    if (!first || !act.text) return;
    const when = first.snoozed_until ? dayAndTime(first.snoozed_until) : '';
    announcer.toast(t(act.text, { n: outcome.done.length, reference: first.reference, when }), {
      label: t('action.undo'),
      run: () => void this.#orTell(() => this.#undo(incidents, outcome.done, act))
    });
  }

  async #undo(before: Incident[], done: Incident[], act: Act): Promise<void> {
    const now = done.map(one => this.#rows.items.find(row => row.id === one.id) ?? one);
    const [first] = now;
    if (!first) return;
    for (const { incidents, patch } of backTo(before, now, act.shown(first)))
      await this.#run(incidents, { send: list => changeMany(list, patch), shown: () => patch });
  }

  async #orTell(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (problem) {
      tell(problem);
    }
  }
}
