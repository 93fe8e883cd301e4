import { expect, it } from 'vitest';
import { workingDaysTo } from './working-days';

const holidays = new Set(['2026-12-07', '2026-12-08']);
const left = (at: string, now: string) => workingDaysTo(new Date(at), new Date(now), holidays);

it('counts the days after today, without weekends and holidays', () => {
  expect(left('2026-12-04T22:59:59.999Z', '2026-12-02T09:00:00Z')).toBe(2);
  expect(left('2026-12-09T22:59:59.999Z', '2026-12-04T09:00:00Z')).toBe(1); // over a weekend, a Monday and a Tuesday off
  expect(left('2026-12-04T22:59:59.999Z', '2026-12-04T09:00:00Z')).toBe(0);
  expect(left('2026-12-06T10:00:00Z', '2026-12-05T10:00:00Z')).toBe(0);
});

it("begins and ends days by the shop's clock", () => {
  expect(left('2026-12-03T22:59:59.999Z', '2026-12-01T23:30:00Z')).toBe(1); // already Wednesday in Madrid
  expect(left('2026-10-27T22:59:59.999Z', '2026-10-23T21:59:00Z')).toBe(2); // over the end of summer time
});
