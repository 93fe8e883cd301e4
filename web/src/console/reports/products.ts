import type { Reason } from '$lib/reasons';
import { reasonTree, type ReasonCount } from './reasons';

/** What customers say of a product, as the API counts it. */
export interface ProductCount {
  product: string;
  count: number;
  by_category: { category: string | null; count: number }[];
}

/** A product, or a reason of its incidents. */
export interface ProductRow {
  product: string;
  count: number;
  level: number;
  reason: ReasonCount | null;
}

/** Each product, those with the most incidents first, and below it its reasons. */
export const productRows = (products: ProductCount[], all: Reason[]): ProductRow[] =>
  [...products]
    .sort((a, b) => b.count - a.count)
    .flatMap(({ product, count, by_category }) => [
      { product, count, level: 0, reason: null },
      ...reasonTree(by_category, all).map(reason => ({
        product,
        count: reason.count,
        level: reason.level + 1,
        reason
      }))
    ]);
