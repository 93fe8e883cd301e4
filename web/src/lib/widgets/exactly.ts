import type { Attachment } from 'svelte/attachments';

/** What takes the focus where a date is: the cell, link or button around it, else its row, where one of these is. */
const placeOf = (node: HTMLElement): HTMLElement =>
  node.closest<HTMLElement>('[role="gridcell"], a, button') ?? node.closest<HTMLElement>('li, tr, article') ?? node;

/**
 * Shows the exact date on hover and on focus (ux.md §9). In lists a date is no stop of its own; one that stands alone is. What shows
 * it comes once it is wanted: every page has dates.
 */
export function exactly(text: () => string): Attachment<HTMLElement> {
  return node => {
    const place = placeOf(node);
    if (place === node) node.tabIndex = 0;
    let end: ReturnType<Attachment<HTMLElement>>;
    let gone = false;
    const first = new AbortController();
    async function want() {
      first.abort();
      const { tooltip } = await import('./tooltip');
      if (!gone) end = tooltip(text, { host: place, now: true })(node);
    }
    node.addEventListener('pointerenter', want, { signal: first.signal });
    place.addEventListener('focusin', want, { signal: first.signal });
    return () => {
      gone = true;
      first.abort();
      end?.();
    };
  };
}
