import { expect, it } from 'vitest';
import { spanOf } from './period';

const now = new Date('2026-11-29T10:00:00Z');
const of = (search: string) => spanOf(new URLSearchParams(search), now);

it('goes so many days back, or all the way', () => {
  expect(of('dias=7')).toMatchObject({ period: '7', from: '2026-11-22', until: '' });
  expect(of('')).toMatchObject({ period: '', from: '', until: '' });
  expect(spanOf(new URLSearchParams('dias=7'), new Date('2026-11-29T23:30:00Z')).from).toBe('2026-11-23');
  expect(of('dias=8')).toMatchObject({ period: '', from: '' });
});

it("takes two dates of the shop's calendar, both included, across the change of its clocks", () => {
  expect(of('dias=fechas&desde=2026-10-24&hasta=2026-10-25')).toEqual({
    period: 'fechas',
    first: '2026-10-24',
    last: '2026-10-25',
    from: '2026-10-24',
    until: '2026-10-26'
  });
  expect(of('dias=fechas&desde=2026-11-01')).toMatchObject({ from: '2026-11-01', until: '' });
  expect(of('dias=fechas&desde=ayer')).toMatchObject({ first: '', from: '' });
  expect(of('dias=30&desde=2026-11-01')).toMatchObject({ first: '', from: '2026-10-30' });
});
