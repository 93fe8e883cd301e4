import { expect, it } from 'vitest';
import { productRows } from './products';

const catalogue = [
  { id: 'defect', parent: null, names: { es: 'No funciona' } },
  { id: 'guarantee', parent: 'defect', names: { es: 'Garantía' } }
];
const counted = [
  { product: 'Tetera', count: 1, by_category: [{ category: null, count: 1 }] },
  {
    product: 'Cafetera',
    count: 5,
    by_category: [
      { category: 'guarantee', count: 2 },
      { category: 'defect', count: 3 }
    ]
  }
];

it('puts the reasons of a product below it, the product with the most first', () => {
  const shown = productRows(counted, catalogue).map(
    row => `${'-'.repeat(row.level)}${row.reason ? row.reason.id : row.product} ${row.count}`
  );
  expect(shown).toEqual(['Cafetera 5', '-defect 5', '--defect 3', '--guarantee 2', 'Tetera 1', '-null 1']);
});
