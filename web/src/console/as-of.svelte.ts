import { untrack } from 'svelte';

type Source = () => number;

/** When what is on the screen was read; 0 while nothing is. Without a network it is no newer (ux.md §12). */
class AsOf {
  #sources = $state.raw<Source[]>([]);

  /** The oldest of what is there. */
  get at(): number {
    const moments = this.#sources.map(source => source()).filter(Boolean);
    return moments.length ? Math.min(...moments) : 0;
  }

  add(source: Source): () => void {
    untrack(() => (this.#sources = [...this.#sources, source]));
    return () => (this.#sources = this.#sources.filter(one => one !== source));
  }
}

export const asOf = new AsOf();

/** Tells when the screen's data was read, as long as the component lives. */
export function useAsOf(source: Source): void {
  $effect(() => asOf.add(source));
}
