import { ApiProblem } from './api/problem';
import { backOff } from './back-off';
import { inTurnOfTabs } from './turns';

/** How a session is renewed. */
export interface Renewing {
  /** The name under which the tabs take turns. */
  lock: string;
  /** Where they see in the local storage that another was faster. */
  stamp: string;
  /** Throws ApiProblem. */
  ask: () => Promise<unknown>;
}

export const signInUnavailable = 'sign-in-unavailable';
const away = () => new ApiProblem(503, { type: `/problems/${signInUnavailable}` });
const isAway = (error: unknown) => error instanceof ApiProblem && error.status !== 0 && error.isPassing;

/** Renews, once for all tabs. False when the session is over; throws ApiProblem when that is not known. */
async function renewOnce({ lock, stamp, ask }: Renewing): Promise<boolean> {
  const before = localStorage.getItem(stamp);
  const once = async () => {
    if (localStorage.getItem(stamp) !== before) return true;
    try {
      await ask();
    } catch (error) {
      if (error instanceof ApiProblem && error.isPassing) throw error;
      return false;
    }
    localStorage.setItem(stamp, String(Date.now()));
    return true;
  };
  return inTurnOfTabs(lock, once);
}

/**
 * The renewal of this page's session. While the service that does it is away nobody is sent to sign in, which would fail
 * too: what is open can be read, acts wait, and it is asked again in the background.
 */
export class Renewal {
  away = $state(false);
  #failures = 0;
  #hearers = new Set<() => void>();

  /** Whether the session is good again; false when it is over. Throws ApiProblem while that cannot be known. */
  async renew(how: Renewing): Promise<boolean> {
    if (this.away) throw away();
    try {
      return await renewOnce(how);
    } catch (error) {
      if (!isAway(error)) throw error;
      this.#isAway(how);
      throw away();
    }
  }

  /** `hear` is called when the service has answered again: what is on the screen may be old. */
  onBack(hear: () => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  #isAway(how: Renewing): void {
    if (this.away) return; // two requests may learn it at once
    this.away = true;
    this.#failures = 0;
    this.#askLater(how);
  }

  #askLater(how: Renewing): void {
    setTimeout(() => void this.#askAgain(how), backOff(this.#failures++));
  }

  async #askAgain(how: Renewing): Promise<void> {
    try {
      await renewOnce(how); // if the session is over by now, the next request says so
    } catch {
      this.#askLater(how);
      return;
    }
    this.away = false;
    this.#hearers.forEach(hear => hear());
  }
}

export const renewal = new Renewal();
