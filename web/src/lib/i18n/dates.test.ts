import { expect, it, vi } from 'vitest';
import { exactDate, longDate, momentOf, shortDate, timeOfDay, today } from './dates';

vi.stubEnv('TZ', 'America/New_York');
const at = '2026-11-03T09:42:00Z';

it("tells the shop's time, and says so on a device in another zone", () => {
  // No messages are loaded here: keys stand for them.
  expect(timeOfDay(at)).toBe('10:42 date.shop_zone');
  expect(exactDate(at)).toMatch(/10:42 date.shop_zone$/);
  expect(shortDate(at, new Date('2026-11-05T09:00:00Z'))).toBe('3 nov');
  expect(longDate(at)).toBe('martes, 3 de noviembre de 2026');
});

it("takes the day from the shop's calendar, wherever the device is", () => {
  vi.useFakeTimers({ now: new Date('2026-12-15T23:30:00Z') }); // 0:30 of the next day in Madrid
  expect(today()).toBe('2026-12-16');
  vi.useRealTimers();
});

it('reads what is written: an hour that clocks skip is the next, one that comes twice is one of them', () => {
  const moment = (date: string, time: string) => momentOf(date, time)?.toISOString() ?? null;
  expect(moment('2026-07-01', '16:45')).toBe('2026-07-01T14:45:00.000Z');
  expect(moment('2026-03-29', '02:30')).toBe('2026-03-29T01:30:00.000Z'); // 3:30 in summer time
  expect(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']).toContain(moment('2026-10-25', '02:30'));
  expect(moment('2026-03-29', '01:59')).toBe('2026-03-29T00:59:00.000Z');
  expect(moment('2026-10-25', '03:00')).toBe('2026-10-25T02:00:00.000Z');
  expect([moment('', ''), moment('2026-13-01', '09:00'), moment('2026-12-01', '')]).toEqual([null, null, null]);
});
