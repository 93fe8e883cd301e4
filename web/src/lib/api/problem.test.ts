import { expect, it } from 'vitest';
import { ApiProblem, mayRepeat } from './problem';

it('offers to do again what may work then, and not what was refused', () => {
  expect([0, 429, 500, 503].map(status => mayRepeat(new ApiProblem(status)))).toEqual([true, true, true, true]);
  expect([403, 409, 412, 422].some(status => mayRepeat(new ApiProblem(status)))).toBe(false);
  expect(mayRepeat(new Error('ours'))).toBe(true);
  expect(mayRepeat(null)).toBe(false);
});
