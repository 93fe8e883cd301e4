import { expect, it } from 'vitest';
import { emailProblem, referenceOf } from './check';

it('accepts a key as people write it', () => {
  for (const text of ['7K3Q-9XTM-2H4Z', ' 7k3q 9xtm 2h4z ', '7k3q9xtm2h4z', '7K3Q – 9XTM – 2H4Z'])
    expect(referenceOf(text)).toBe('7K3Q-9XTM-2H4Z');
});
it('reads letters that look like digits', () => {
  expect(referenceOf('o1il-9xtm-2h4z')).toBe('0111-9XTM-2H4Z');
});
it('refuses what is no key', () => {
  for (const text of ['', '7K3Q-9XTM', '7K3Q-9XTM-2H4U', '7K3Q-9XTM-2H4Z-1']) expect(referenceOf(text)).toBeNull();
});
it('says what is wrong with an address', () => {
  expect(emailProblem('')).toBe('error.email.required');
  expect(emailProblem('lucia@example')).toBe('error.email.malformed');
  expect(emailProblem(' lucia@example.com ')).toBeNull();
});
