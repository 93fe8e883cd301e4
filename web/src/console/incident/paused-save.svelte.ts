import { ApiProblem } from '$lib/api/client';

/** Saved after a pause; who writes without one is saved now and then, so that colleagues see it. */
export const pause = 2_000;
export const longest = 8_000;

/** When something that a person writes is saved: one request after the other, what fails is tried again by the next change or when the network is back. */
export class PausedSave {
  state = $state<'idle' | 'saved' | 'unsaved'>('idle');
  readonly #save: () => Promise<'idle' | 'saved'>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingSince = 0;
  #sending: Promise<void> = Promise.resolve();

  /** `save` answers whether something is kept now. Throws ApiProblem. */
  constructor(save: () => Promise<'idle' | 'saved'>) {
    this.#save = save;
  }

  get waits(): boolean {
    return this.#timer !== undefined;
  }

  /** What is sent has arrived, or failed. */
  get sending(): Promise<void> {
    return this.#sending;
  }

  /** Something else is to be saved than what was. */
  changed(): void {
    if (this.state === 'saved') this.state = 'idle';
    this.later();
  }

  later(): void {
    const now = Date.now();
    if (!this.waits) this.#waitingSince = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), Math.max(0, Math.min(pause, this.#waitingSince + longest - now)));
  }

  /** Saves what waits, now. */
  async flush(): Promise<void> {
    if (this.waits) {
      this.#stop();
      this.#sending = this.#sending.then(() => this.#attempt());
    }
    return this.#sending;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #attempt(): Promise<void> {
    try {
      this.state = await this.#save();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.state = 'unsaved'; // the device has it
    }
  }

  retry(): void {
    if (this.state === 'unsaved') this.later();
  }

  /** Before it is sent for good: nothing may arrive after it that brings it back. */
  async hold(): Promise<void> {
    this.#stop();
    await this.#sending;
  }
}

/** Removes what may be gone already. */
export async function removed(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 404) throw error;
  }
}
