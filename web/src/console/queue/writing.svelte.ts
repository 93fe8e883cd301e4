import { api, ApiProblem, quietly, type Schema } from '$lib/api/client';
import { session } from '../session.svelte';

/** As on the incident's own page: drafts give no event, and are saved at least every ten seconds while somebody writes. */
const again = 5_000;
const lasts = 15_000;
const nobody: string[] = [];

/** Who else writes about incidents at this moment, asked for while somebody looks at a list of them. */
class Writing {
  #names = $state.raw<ReadonlyMap<string, string[]>>(new Map());
  #until: { writer: Schema['Writer']; end: number }[] = [];
  #lookers = 0;
  #asking: ReturnType<typeof setInterval> | undefined;
  #ending: ReturnType<typeof setTimeout> | undefined;

  /** The names of those who write about an incident. */
  of(incident: string): string[] {
    return this.#names.get(incident) ?? nobody;
  }

  /** Asks from now on, once for all who look; returns what ends it. */
  follow(): () => void {
    if (!this.#lookers++) {
      void this.#ask();
      this.#asking = setInterval(() => void this.#ask(), again);
    }
    return () => {
      if (--this.#lookers) return;
      clearInterval(this.#asking);
      this.#show([], 0);
    };
  }

  async #ask(): Promise<void> {
    if (document.visibilityState === 'hidden') return;
    try {
      const { data: list, response } = await api.GET('/api/v1/incidents/writers', { fetch: quietly });
      // By the server's clock, which the writers' moments are of.
      if (this.#lookers) this.#show(list?.items ?? [], Date.parse(response.headers.get('date') ?? '') || Date.now());
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error; // each ends by itself while no answer comes
    }
  }

  #show(writers: Schema['Writer'][], now: number): void {
    const others = writers.filter(one => one.employee_id !== session.me?.id);
    this.#until = others.map(writer => ({ writer, end: Date.now() + lasts - (now - Date.parse(writer.updated_at)) }));
    this.#tell();
  }

  /** Those that have not ended yet, until the first of them does. */
  #tell(): void {
    clearTimeout(this.#ending);
    this.#until = this.#until.filter(one => one.end > Date.now());
    const names = new Map<string, string[]>();
    for (const { writer } of this.#until)
      names.set(writer.incident_id, [...(names.get(writer.incident_id) ?? []), writer.name]);
    if (names.size || this.#names.size) this.#names = names; // rows have nothing to do while nobody writes
    if (!this.#until.length) return;
    const next = Math.min(...this.#until.map(one => one.end)) - Date.now();
    this.#ending = setTimeout(() => this.#tell(), next);
  }
}

export const writing = new Writing();
