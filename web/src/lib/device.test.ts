import { expect, it } from 'vitest';
import { deviceName, freeName } from './device';

it.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15', 'iPhone'],
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36', 'Android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36', 'Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 'Mac'],
  ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36', 'Chromebook'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101', 'Linux'],
  ['Lynx/2.9', '']
])('calls the device of %s %s', (userAgent, name) => expect(deviceName(userAgent)).toBe(name));

it('tells a name apart from those that are taken', () => {
  expect(freeName('Mac', ['Linux'])).toBe('Mac');
  expect(freeName('Mac', ['Mac'])).toBe('Mac 2');
  expect(freeName('Mac', ['Mac', 'Mac 2'])).toBe('Mac 3');
  expect(freeName('', [''])).toBe('');
});
