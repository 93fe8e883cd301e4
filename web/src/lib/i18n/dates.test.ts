import { expect, it, vi } from 'vitest';
import { exactDate, longDate, shortDate, timeOfDay } from './dates';

vi.stubEnv('TZ', 'America/New_York');
const at = '2026-11-03T09:42:00Z';

it("tells the shop's time, and says so on a device in another zone", () => {
  // No messages are loaded here: keys stand for them.
  expect(timeOfDay(at)).toBe('10:42 date.shop_zone');
  expect(exactDate(at)).toMatch(/10:42 date.shop_zone$/);
  expect(shortDate(at, new Date('2026-11-05T09:00:00Z'))).toBe('3 nov');
  expect(longDate(at)).toBe('martes, 3 de noviembre de 2026');
});
