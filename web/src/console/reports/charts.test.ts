import { expect, it } from 'vitest';
import { overlooked, type Chart } from './charts';

const products = (count: number): Chart => ({
  report: 'productos',
  what: 'Producto y motivo',
  series: 2,
  bars: Array.from({ length: count }, (_, at) => [
    { label: `Producto ${at}`, value: count - at, level: 0 },
    { label: 'Garantía', value: 1, level: 1 }
  ]).flat()
});

it('shows as many products as can be overlooked, each with its reasons, and says how many are left', () => {
  const { bars, left } = overlooked(products(20));
  expect(bars).toHaveLength(24);
  expect(bars.at(-1)).toMatchObject({ level: 1 });
  expect(left).toBe(8);
  expect(overlooked(products(12))).toEqual({ bars: products(12).bars, left: 0 });
});

it('leaves nothing out of another chart', () => {
  const chart: Chart = { ...products(20), report: 'motivos' };
  expect(overlooked(chart)).toEqual({ bars: chart.bars, left: 0 });
});
