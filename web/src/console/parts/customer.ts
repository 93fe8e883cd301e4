import { api, data, type Schema } from '$lib/api/client';
import type { Incident } from '../words';

const mostPages = 5;

/** What a customer wrote about that the reader may see, the newest first; of very many the newest 500. */
export async function incidentsOf(customer: string): Promise<Incident[]> {
  const all: Incident[] = [];
  let cursor: string | null = '';
  for (let page = 0; page < mostPages && cursor !== null; page++) {
    const query = { customer, sort: '-created' as const, limit: 100, ...(cursor ? { cursor } : {}) };
    const list: Schema['IncidentList'] = await data(api.GET('/api/v1/incidents', { params: { query } }));
    all.push(...list.items);
    cursor = list.next_cursor;
  }
  return all;
}

/** An order as the customer's incidents tell of it. */
export interface KnownOrder {
  /** Null where only a product is known. */
  reference: string | null;
  products: string[];
  purchased_on: string | null;
  incidents: Incident[];
}

/** The orders that incidents are about, each once, in their order. */
export function ordersOf(incidents: Incident[]): KnownOrder[] {
  const orders = new Map<string, KnownOrder>();
  for (const incident of incidents) {
    const { reference = null, product = null, purchased_on = null } = incident.order ?? {};
    if (!reference && !product) continue;
    const key = reference ? `n ${reference.toUpperCase()}` : `p ${product}`;
    const known = orders.get(key) ?? { reference, products: [], purchased_on, incidents: [] };
    if (product && !known.products.includes(product)) known.products.push(product);
    known.purchased_on ??= purchased_on;
    known.incidents.push(incident);
    orders.set(key, known);
  }
  return [...orders.values()];
}

/** The telephone that the customer left last. */
export const phoneOf = (incidents: Incident[]): string | null =>
  incidents.find(one => one.contact?.phone)?.contact?.phone ?? null;
