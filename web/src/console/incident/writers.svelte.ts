import { api, ApiProblem, quietly, type Schema } from '$lib/api/client';

export type Mark = Schema['DraftMark'];

/** A draft is saved at least every ten seconds while somebody writes. */
const expires = 15_000;
const again = 5_000;

export interface Writers {
  /** Who is writing now. */
  now: string[];
  /** Who has begun, a while ago. */
  before: { name: string; at: string }[];
}

/** `now` is the server's time, which the marks have too. */
export function writersOf(marks: Mark[], me: string | undefined, now: number): Writers {
  const others = marks.filter(mark => mark.employee_id !== me);
  const isNow = (mark: Mark) => now - Date.parse(mark.updated_at) < expires;
  return {
    now: others.filter(isNow).map(mark => mark.name),
    before: others.filter(mark => !isNow(mark)).map(mark => ({ name: mark.name, at: mark.updated_at }))
  };
}

/** Who else writes about an incident, asked for while somebody looks: drafts give no event. */
export class Colleagues {
  marks = $state.raw<Mark[]>([]);
  now = $state(Date.now());
  #key: string;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(key: string) {
    this.#key = key;
  }

  /** Asks from now on; returns what ends it. */
  follow(): () => void {
    void this.#ask();
    this.#timer = setInterval(() => void this.#ask(), again);
    return () => clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    if (document.visibilityState === 'hidden') return;
    try {
      const { data: list, response } = await api.GET('/api/v1/incidents/{id}/drafts', {
        params: { path: { id: this.#key } },
        fetch: quietly
      });
      this.now = Date.parse(response.headers.get('date') ?? '') || Date.now();
      this.marks = list?.items ?? [];
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.now = Date.now(); // nobody is said to write on the word of an answer that did not come
    }
  }
}
