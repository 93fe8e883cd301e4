import { announcer } from './announce.svelte';
import { ApiProblem } from './api/problem';
import { backOff } from './back-off';
import { t } from './i18n/index.svelte';
import { forgetEverything } from './storage';
import { inTurnOfTabs } from './turns';

/** So many ms the server is waited for: a line that hangs is as good as none. */
export const patience = 8_000;

/**
 * How a session ends that a person signs out of. The device forgets it at once, the server as soon as it can be asked, be it
 * at a later visit: until then its cookies, which no page can remove, would let in whoever comes next.
 */
export class Leaving {
  /** Where it is kept that the server does not know yet. */
  #due: string;
  #end: (signal: AbortSignal) => Promise<unknown>;
  #forget: () => void;

  /** `end` ends on the server the session of the cookies, and throws ApiProblem; `forget` has the page know nobody. */
  constructor(due: string, end: (signal: AbortSignal) => Promise<unknown>, forget: () => void) {
    this.#due = due;
    this.#end = end;
    this.#forget = forget;
  }

  /** Whether the cookies are of somebody who has left. */
  get isDue(): boolean {
    return localStorage.getItem(this.#due) !== null;
  }

  async leave(): Promise<void> {
    const ended = await this.#endIt().then(
      () => true,
      () => false
    );
    this.#forget();
    await forgetEverything();
    if (ended) return;
    localStorage.setItem(this.#due, '1');
    announcer.toast(t('session.ends_later'));
    this.#settleLater(0);
  }

  /** Ends what is still to be ended, before somebody is let in. Throws ApiProblem while that cannot be done. */
  async settle(): Promise<void> {
    if (!this.isDue) return;
    await inTurnOfTabs(this.#due, async () => {
      if (!this.isDue) return; // another tab has done it
      await this.#endIt();
      localStorage.removeItem(this.#due);
    });
  }

  /** The same in the background, until it is done. */
  settleSoon(failures = 0): void {
    this.settle().catch(() => this.#settleLater(failures));
  }

  /** Throws ApiProblem, also when no answer comes in time. */
  async #endIt(): Promise<void> {
    // What was answered later would take away the cookies of whoever has come in since.
    const waiting = new AbortController();
    const late = new Promise<never>((_, reject) =>
      waiting.signal.addEventListener('abort', () => reject(new ApiProblem(0)))
    );
    const timer = setTimeout(() => waiting.abort(), patience);
    try {
      await Promise.race([this.#end(waiting.signal), late]);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error; // else it is over
    } finally {
      clearTimeout(timer);
    }
  }

  #settleLater(failures: number): void {
    const again = () => {
      clearTimeout(timer);
      removeEventListener('online', again);
      this.settleSoon(failures + 1);
    };
    const timer = setTimeout(again, backOff(failures));
    addEventListener('online', again);
  }
}
