import { expect, it } from 'vitest';
import { answersOf, checkProposal, fieldOf, outcomeOf, totalOf, valuesFor, valuesOf } from './proposal';

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

it('gives money for the points that say so, and none as nothing', () => {
  const values = { ...valuesFor(3), amount1: '89,90', amount3: '10' };
  const answers = answersOf(values, 3);
  expect(answers.map(one => one.amount_cents)).toEqual([8990, undefined, 1000]);
  expect(totalOf(answers)).toBe(9990);
  expect(totalOf(answersOf(valuesFor(2), 2))).toBeNull();
});

it('goes on with what was returned', () => {
  const answers = [{ point: 1, decision: 'upheld' as const, reasons: 'sí', amount_cents: 24_900 }];
  const values = valuesOf({ outcome: 'upheld', remedy: 'refund', answers }, 1);
  expect(answersOf(values, 1)).toEqual(answers);
  expect(checkProposal(values, 1)).toEqual({});
});

it('names the field of what is wrong, for itself and for the server', () => {
  const values = { ...valuesFor(1), decision1: 'upheld', reasons1: 'sí', remedy: 'refund' };
  expect(Object.keys(checkProposal({ ...values, amount1: 'mucho' }, 1))).toEqual(['amount1']);
  expect(Object.keys(checkProposal({ ...values, amount1: '0' }, 1))).toEqual(['amount1']);
  expect(Object.keys(checkProposal(valuesFor(1), 1))).toEqual(['remedy', 'decision1', 'reasons1']);
  expect(fieldOf('/answers/1/amount_cents')).toBe('amount2');
  expect(fieldOf('/answers/0/reasons')).toBe('reasons1');
  expect(fieldOf('/comment')).toBe('comment');
});
