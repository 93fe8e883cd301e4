/** Asks the person to sign in again in place, once however many requests wait for it. */
export class SignInAgain {
  /** While it is asked; called with whether they did. */
  asked = $state.raw<((signedIn: boolean) => void) | null>(null);
  /** Whether it is asked before the session has ended. */
  early = $state(false);
  #asking: Promise<boolean> | null = null;

  ask(early = false): Promise<boolean> {
    if (!this.#asking) this.early = early;
    this.#asking ??= new Promise<boolean>(resolve => {
      this.asked = signedIn => {
        this.asked = null;
        this.#asking = null;
        resolve(signedIn);
      };
    });
    return this.#asking;
  }
}
