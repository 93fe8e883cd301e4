import { expect, it } from 'vitest';
// @ts-expect-error: plain JavaScript without declarations
import { checkBudgets } from './budgets.mjs';

const first = (entry: string) => ({
  [`src/${entry}/main.ts`]: { file: 'assets/main.js' },
  [`src/${entry}/messages/es.json`]: { file: 'assets/es.js' },
  'style.css': { file: 'assets/style.css' }
});
/** Checks a console one of whose later parts has so many bytes. */
const check = (part: string, brotli: number) => (): unknown =>
  checkBudgets(
    {
      portal: first('portal'),
      console: { ...first('console'), [`src/console/${part}`]: { file: 'assets/lazy.js', isDynamicEntry: true } }
    },
    [{ name: 'lazy.js', brotli }]
  );

it('gives the chart less than other parts that come later', () => {
  expect(check('screens/Panel.svelte', 30_000)).not.toThrow();
  expect(check('screens/Panel.svelte', 30_001)).toThrow('Panel.svelte loads 30001 B > 30000 B');
  expect(check('reports/DailyChart.svelte', 25_000)).not.toThrow();
  expect(check('reports/DailyChart.svelte', 25_001)).toThrow('DailyChart.svelte loads 25001 B > 25000 B');
});
