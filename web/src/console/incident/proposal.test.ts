import { expect, it } from 'vitest';
import { answersOf, outcomeOf, valuesFor } from './proposal';

it('comes to what all decisions say, else to a part', () => {
  expect(outcomeOf(['upheld', 'upheld'])).toBe('upheld');
  expect(outcomeOf(['rejected'])).toBe('rejected');
  expect(outcomeOf(['upheld', 'rejected'])).toBe('partly_upheld');
  expect(outcomeOf(['upheld', ''])).toBeNull();
  expect(outcomeOf([])).toBeNull();
});

it('answers every point, numbered from one', () => {
  const values = { ...valuesFor(2), decision1: 'upheld', reasons1: ' sí ', decision2: 'rejected', reasons2: 'no' };
  expect(answersOf(values, 2)).toEqual([
    { point: 1, decision: 'upheld', reasons: 'sí' },
    { point: 2, decision: 'rejected', reasons: 'no' }
  ]);
});
