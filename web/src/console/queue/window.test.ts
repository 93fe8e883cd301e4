import { expect, it } from 'vitest';
import { most, rowsIn, windowOf } from './window';

it('shows what is to be seen and some rows around it', () => {
  expect(windowOf(0, 400, 40, 10_000)).toEqual({ first: 0, end: 21 });
  const middle = windowOf(200_000, 400, 40, 10_000);
  expect(middle.first).toBe(4_990);
  expect(middle.end).toBe(5_021);
});

it('never has more rows in the document than allowed, however tall the screen', () => {
  for (const height of [300, 1_000, 2_000, 4_000])
    for (const top of [0, 1_234, 399_000]) {
      const window = windowOf(top, height, 32, 10_000);
      expect(rowsIn(window, 9_000, 10_000).length).toBeLessThanOrEqual(most);
    }
});

it('stays within a short list', () => {
  expect(windowOf(5_000, 400, 40, 3)).toEqual({ first: 0, end: 3 });
  expect(windowOf(0, 400, 40, 0)).toEqual({ first: 0, end: 0 });
});

it('keeps the row with the focus', () => {
  expect(rowsIn({ first: 10, end: 12 }, 3, 100)).toEqual([10, 11, 3]);
  expect(rowsIn({ first: 10, end: 12 }, 11, 100)).toEqual([10, 11]);
  expect(rowsIn({ first: 10, end: 12 }, -1, 100)).toEqual([10, 11]);
});
