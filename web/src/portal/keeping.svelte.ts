import { onForget } from '$lib/forgetting';
import { forget, forgetWhere, keep, keptFor } from '$lib/storage';
import { session } from './session.svelte';

const choice = 'resuelve_keep_nothing'; // of this tab, over reloads
export const draftName = 'open';

/** Who uses a key alone may be at somebody else's computer, and choose that nothing stays on it (ux.md §9). */
class Keeping {
  #on = $state(sessionStorage.getItem(choice) === null);

  /** Whether what is written and read is kept on this device. */
  get on(): boolean {
    return this.#on || Boolean(session.me);
  }

  async choose(on: boolean): Promise<void> {
    this.#on = on;
    if (on) return sessionStorage.removeItem(choice);
    sessionStorage.setItem(choice, '1');
    // What was opened by a key in this tab; what an account kept here is its own affair.
    await forgetWhere(name => name === draftName || session.hasKeyOf(name.split(':')[1] ?? ''));
  }

  reset(): void {
    this.#on = true;
  }
}

export const keeping = new Keeping();
onForget(() => keeping.reset());

/** Keeps something on this device: for as long as who is signed in may come back to it, or a day with a key alone. */
export async function keepHere(name: string, value: unknown): Promise<void> {
  if (keeping.on) await keep(name, value, session.me ? keptFor.account : keptFor.key);
  else if (session.me === null) await forget(name); // who is signed in is not known yet: it may be theirs
}
