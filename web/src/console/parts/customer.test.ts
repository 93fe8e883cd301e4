import { expect, it } from 'vitest';
import type { Incident } from '../words';
import { ordersOf, phoneOf } from './customer';

const about = (id: string, order: object | null, phone: string | null = null) =>
  ({ id, order, contact: { phone } }) as unknown as Incident;

it('tells each order once, with its products and incidents', () => {
  const orders = ordersOf([
    about('a', { reference: 'P-1', product: 'Tetera', purchased_on: null }),
    about('b', { reference: null, product: 'Taza', purchased_on: null }),
    about('c', { reference: 'p-1', product: 'Taza', purchased_on: '2026-10-01' }),
    about('d', null),
    about('e', { reference: null, product: null, purchased_on: '2026-10-01' })
  ]);
  expect(orders.map(one => [one.reference, one.products, one.purchased_on, one.incidents.map(({ id }) => id)])).toEqual(
    [
      ['P-1', ['Tetera', 'Taza'], '2026-10-01', ['a', 'c']],
      [null, ['Taza'], null, ['b']]
    ]
  );
});

it('takes the telephone that was left last', () => {
  expect(phoneOf([about('a', null), about('b', null, '600 111 222'), about('c', null, '600 333 444')])).toBe(
    '600 111 222'
  );
  expect(phoneOf([about('a', null)])).toBeNull();
});
