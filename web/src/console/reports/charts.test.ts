import { expect, it } from 'vitest';
import { deadlineChart, figureText, isEmpty, overlooked, readingOf, timeChart, type Chart } from './charts';
import type { Schema } from '$lib/api/client';

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

const levels = (more: object) =>
  ({
    answered_in_time: 3,
    answered_late: 1,
    share_in_time: 0.75,
    overdue: 2,
    mean_hours_to_first_answer: 2.25,
    mean_hours_to_resolution: 0,
    ...more
  }) as Schema['ServiceLevelsReport'];

it('counts what was answered in time, late, and not at all yet, each with its list', () => {
  const chart = deadlineChart(levels({}), { team: 'a' });
  expect(chart.bars.map(bar => bar.value)).toEqual([3, 1, 2]);
  expect(chart.bars.map(bar => bar.href?.replace(/^.*[?]/, ''))).toEqual([
    'team=a&answered=in_time',
    'team=a&answered=late',
    'team=a&overdue=true&sort=deadline'
  ]);
  expect(readingOf(chart)).toBe(chart.reading);
});

it('says of a mean of nothing that there are no data', () => {
  const chart = timeChart(levels({}), {});
  const [first, resolution] = chart.bars.map(bar => figureText(bar, chart));
  expect(first).toMatch(/2[.,]3/);
  expect(resolution).toBe('panel.no_data');
  expect(chart.bars[1]).toMatchObject({ none: true });
  expect(isEmpty(chart)).toBe(false);
  expect(isEmpty(timeChart(levels({ mean_hours_to_first_answer: 0 }), {}))).toBe(true);
});
