import { tick, untrack } from 'svelte';

/** What is read of a list stays where it is on the screen when more comes above it. Call it while a component starts.
 * `first`: what tells that the list begins with something else. */
export function steady(list: () => HTMLElement | undefined, first: () => unknown): void {
  $effect.pre(() => {
    first();
    const anchor = untrack(list)?.firstElementChild;
    if (!anchor) return;
    const before = anchor.getBoundingClientRect().top;
    void tick().then(() => {
      const moved = anchor.isConnected ? anchor.getBoundingClientRect().top - before : 0;
      if (moved) scrollBy({ top: moved, behavior: 'instant' });
    });
  });
}
