import { router } from './router.svelte';

// How far a list was read is in the address, by its last row: Back and a reload show the same rows (ux.md §8).

const name = 'ultima';
/** Pages that are read for it at most: that row may be gone. */
export const mostPages = 20;

/** The last row that was shown, if more than the first page was. */
export const lastShown = (): string | null => new URLSearchParams(location.search).get(name);

export function showsUpTo(id: string | undefined): void {
  if (!id) return;
  const search = new URLSearchParams(location.search);
  search.set(name, id);
  router.setSearch(search);
}

/** For another list than before, which begins at its beginning. */
export function fromTheFirst(search: URLSearchParams): URLSearchParams {
  search.delete(name);
  return search;
}
