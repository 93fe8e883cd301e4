import { tick, untrack } from 'svelte';

/** What is read of a list stays where it is on the screen when more comes above it. Call it while a component starts.
 * `first`: what tells that the list begins with something else. */
export function steady(list: () => HTMLElement | undefined, first: () => unknown): void {
  $effect.pre(() => {
    first();
    const box = untrack(list);
    const anchor = box?.firstElementChild;
    if (!anchor) return;
    const before = anchor.getBoundingClientRect().top;
    void tick().then(() => {
      if (!anchor.isConnected || box.firstElementChild === anchor) return;
      scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: 'instant' });
    });
  });
}
