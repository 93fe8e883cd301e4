import { expect, it } from 'vitest';
import { csvOf } from './csv';

it('quotes what would break a line, and keeps formulas text', () => {
  expect(csvOf(['a', 'b'], [['x, "y"', 1]])).toBe('\ufeffa,b\r\n"x, ""y""",1\r\n');
  expect(csvOf(['a'], [['=1+1'], ['-3 días'], [-3]])).toBe("\ufeffa\r\n'=1+1\r\n'-3 días\r\n-3\r\n");
});
