import { describe, expect, it } from 'vitest';
import { ordersOf } from './orders.svelte';

const of = (reference: string | null, product: string | null = null) => ({ order: { reference, product } });

describe('the orders of earlier incidents', () => {
  it('are each there once, the latest first, with the products that were named', () => {
    expect(
      ordersOf([of('P-2', 'Silla'), of('P-1', 'Cafetera'), of('P-2', 'Mesa'), of('P-2', 'Silla'), of('P-2')])
    ).toEqual([
      { reference: 'P-2', products: ['Silla', 'Mesa'] },
      { reference: 'P-1', products: ['Cafetera'] }
    ]);
  });

  it('are none of incidents without an order or its number', () => {
    expect(ordersOf([{ order: null }, of(null, 'Cafetera')])).toEqual([]);
  });

  it('are as many as radios may be', () => {
    expect(ordersOf(Array.from({ length: 9 }, (_, at) => of(`P-${at}`)))).toHaveLength(6);
  });
});
