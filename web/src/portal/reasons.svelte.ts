import { api, data } from '$lib/api/client';
import { language, t } from '$lib/i18n/index.svelte';
import { below, nameIn, pathText, type Reason } from '$lib/reasons';
import { keep, kept, keptFor } from '$lib/storage';

/** Always there, whatever the shop's catalogue has; the catalogue may name it and divide it. */
export const other = 'other';
const name = 'reasons';

/** The reasons that the shop offers; the last known ones when they cannot be fetched (ux.md §6). */
class Reasons {
  all = $state.raw<Reason[]>([]);
  ready = $state(false);
  problem = $state.raw<unknown>(null);
  #loading: Promise<void> | null = null;

  /** Once for a visit; again after a failure. */
  load(): Promise<void> {
    this.#loading ??= this.#fetch();
    return this.#loading;
  }

  async #fetch(): Promise<void> {
    this.problem = null;
    try {
      this.all = (await data(api.GET('/api/v1/categories'))).items;
      void keep(name, this.all, keptFor.account); // the shop's, nobody's own
    } catch (problem) {
      this.all = (await kept<Reason[]>(name)) ?? this.all;
      if (!this.all.length) this.problem = problem;
      this.#loading = null;
    }
    this.ready = true;
  }

  /** Those of the first level, and "another reason" last. */
  get first(): { value: string; label: string }[] {
    const roots = this.all.filter(one => !one.parent && one.id !== other);
    return [...roots.map(one => one.id), other].map(id => ({ value: id, label: this.nameOf(id) }));
  }

  below(id: string): { value: string; label: string }[] {
    return below(id, this.all).map(one => ({ value: one.id, label: pathText(one.id, this.all, language(), 1) }));
  }

  nameOf(id: string): string {
    const reason = this.all.find(one => one.id === id);
    if (reason) return nameIn(reason, language());
    return id === other ? t('reason.other') : id;
  }

  /** What the answers are called together. */
  textOf(reason: string, detail: string): string {
    return [reason, detail]
      .filter(Boolean)
      .map(id => this.nameOf(id))
      .join(' › ');
  }

  /** What the incident gets. */
  categoryOf(reason: string, detail: string): string | null {
    const chosen = detail || reason;
    return chosen === other && !this.all.some(one => one.id === other) ? null : chosen;
  }
}

export const reasons = new Reasons();
