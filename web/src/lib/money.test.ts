import { expect, it } from 'vitest';
import { centsOf } from './money';

it('reads amounts as people type them', () => {
  for (const [text, cents] of [
    ['89,90', 8990],
    ['89.9', 8990],
    [' 89 € ', 8900],
    ['0,05', 5],
    ['1.234,56', 123456],
    ['1 234,5 EUR', 123450],
    ['1.234', 123400],
    ['1000000', 100000000]
  ] as const)
    expect(centsOf(text, ','), text).toBe(cents);
  expect(centsOf('1,234.56', '.')).toBe(123456);
  expect(centsOf('1,234', '.')).toBe(123400);
});

it('reads nothing into what is no amount', () => {
  for (const text of ['', '€', '-5', '1,234', '89,905', 'gratis', '1.23.456', '12345678901'])
    expect(centsOf(text, ','), text).toBeNull();
});
