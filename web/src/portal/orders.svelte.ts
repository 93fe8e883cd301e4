import { api, data } from '$lib/api/client';
import { session } from './session.svelte';

export interface KnownOrder {
  reference: string;
  products: string[];
}

/** The orders of somebody's earlier incidents, the latest first: what is known is not asked again (ux.md §9). */
class Orders {
  known = $state.raw<KnownOrder[]>([]);
  ready = $state(false);
  failed = $state(false);
  #of: string | undefined;

  /** Once for a person. Without an answer the number is typed, as by whoever has no account. */
  async load(): Promise<void> {
    if (this.#of === session.me?.id && this.ready && !this.failed) return;
    this.#of = session.me?.id;
    this.known = [];
    this.failed = false;
    try {
      if (session.me) {
        const query = { limit: 100, sort: 'updated' as const };
        this.known = ordersOf((await data(api.GET('/api/v1/my/incidents', { params: { query } }))).items);
      }
    } catch {
      this.known = [];
      this.failed = true;
    }
    this.ready = true;
  }

  productsOf(reference: string): string[] {
    return this.known.find(one => one.reference === reference)?.products ?? [];
  }
}

const most = 6; // with "another" as many as radios may be (ux.md §8)

/** Each order once, with the products that were named with it. */
export function ordersOf(
  incidents: { order: { reference?: string | null; product?: string | null } | null }[]
): KnownOrder[] {
  const found = new Map<string, Set<string>>();
  for (const { order } of incidents) {
    if (!order?.reference) continue;
    const products = found.get(order.reference) ?? new Set();
    found.set(order.reference, order.product ? products.add(order.product) : products);
  }
  return [...found]
    .slice(0, most)
    .map(([reference, products]) => ({ reference, products: [...products].slice(0, most) }));
}

export const orders = new Orders();
