/** How the end of a session is learned and put off. */
export interface Ending {
  /** When it ends if nobody renews it; undefined if there is none. Throws ApiProblem. */
  ends: () => Promise<string | undefined>;
  /** Renews it, which puts its end off until its longest life is over. */
  renew: () => Promise<unknown>;
}

/** People are told so long before (WCAG 2.2.1). */
export const warnBefore = 120_000;
const firstLook = 30_000; // what the page needs first goes first
const afterFailure = 60_000;
const longest = 86_400_000; // timers of browsers count no further than 24 days

/** Warns before a session ends that cannot be renewed any more: one that can is renewed meanwhile. */
export class SessionEnd {
  /** When it ends, from two minutes before on. */
  near = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor(private readonly ending: Ending) {}

  start(): void {
    this.#running = true;
    this.#plan(firstLook);
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
    this.near = null;
  }

  /** Looks when it ends by now, as after signing in again. */
  async look(): Promise<void> {
    try {
      let end = await this.ending.ends();
      if (end && isNear(end)) {
        await this.ending.renew();
        end = await this.ending.ends();
      }
      this.near = end && isNear(end) ? end : null;
      // Once it is over, somebody may have signed in again elsewhere: the warning does not stay.
      if (end) this.#plan(this.near ? left(end) + 1_000 : left(end) - warnBefore);
    } catch {
      if (this.near && left(this.near) <= 0) this.near = null;
      this.#plan(afterFailure); // who waits for an answer is told by what they do
    }
  }

  #plan(wait: number): void {
    clearTimeout(this.#timer);
    if (!this.#running) return;
    this.#timer = setTimeout(() => void this.look(), Math.min(Math.max(wait, 0), longest));
  }
}

const left = (end: string): number => Date.parse(end) - Date.now();
const isNear = (end: string): boolean => left(end) <= warnBefore;
