/** Asks the person to sign in again in place, once however many requests wait for it. */
export class SignInAgain {
  /** While it is asked; called with whether they did. */
  asked = $state.raw<((signedIn: boolean) => void) | null>(null);
  #asking: Promise<boolean> | null = null;

  ask(): Promise<boolean> {
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

/** Renews, once for all tabs: `stamp` is where they see in the local storage that another was faster. */
export async function renewOnce(lock: string, stamp: string, renew: () => Promise<boolean>): Promise<boolean> {
  const before = localStorage.getItem(stamp);
  const once = async () => {
    if (localStorage.getItem(stamp) !== before) return true;
    if (!(await renew())) return false;
    localStorage.setItem(stamp, String(Date.now()));
    return true;
  };
  return navigator.locks ? navigator.locks.request(lock, once) : once();
}
