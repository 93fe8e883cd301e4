import { describe, expect, it } from 'vitest';
import { proofOf, proofProblem } from './proof';

describe('what somebody knows of an incident besides its key', () => {
  it('is an address if it has an @, else the number of an order', () => {
    expect(proofOf(' olga@example.com ')).toEqual({ email: 'olga@example.com' });
    expect(proofOf(' P-10234 ')).toEqual({ order: 'P-10234' });
  });

  it('must be there, and an address must look like one', () => {
    expect(proofProblem('  ')).toBe('error.proof.required');
    expect(proofProblem('olga@example')).toBe('error.email.malformed');
    expect(proofProblem('P'.repeat(201))).toBe('error.order.too_long');
    expect(proofProblem('p 10234')).toBeNull();
    expect(proofProblem('olga@example.com')).toBeNull();
  });
});
