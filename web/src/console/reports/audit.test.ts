import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { auditFiltersOf, auditQuery, subjectOf, wholeLog } from './audit';

const id = '0193a1b2-0000-7000-8000-0000000000e1';
let asked: URL[];
let pages: number;

beforeEach(() => {
  asked = [];
  pages = 3;
  vi.stubGlobal('fetch', (request: Request) => {
    const url = new URL(request.url);
    asked.push(url);
    if (url.pathname === '/api/v1/customers')
      return Promise.resolve(Response.json({ items: [{ id, email: 'Lucia@example.com' }], next_cursor: null }));
    const page = Number(url.searchParams.get('cursor') ?? '1');
    const items = Array.from({ length: 100 }, (_, at) => ({ number: 1_000 - 100 * page - at }));
    return Promise.resolve(Response.json({ items, next_cursor: page < pages ? String(page + 1) : null }));
  });
});
afterEach(() => vi.unstubAllGlobals());

it("asks for whole days of the shop's, both included", () => {
  const filters = auditFiltersOf(`?log=customers&act=customer_read&subject=${id}&from=2026-11-03&until=2026-11-04`);
  expect(auditQuery(filters)).toEqual({
    act: 'customer_read',
    subject: id,
    from: '2026-11-02T23:00:00.000Z',
    until: '2026-11-04T23:00:00.000Z'
  });
  expect(auditQuery(auditFiltersOf('?from=ayer&act=nothing&log=none'))).toEqual({});
});

it('reads every page that the filters give, and says how many are here', async () => {
  const told: number[] = [];
  const filters = auditFiltersOf('?log=incidents&act=notes_read');
  const { records, isComplete } = await wholeLog(filters, count => Boolean(told.push(count)));
  expect(records).toHaveLength(300);
  expect(isComplete).toBe(true);
  expect(told).toEqual([100, 200, 300]);
  expect(asked.every(url => url.pathname.endsWith('/incidents/audit'))).toBe(true);
  expect(asked.map(url => url.searchParams.get('act'))).toEqual(['notes_read', 'notes_read', 'notes_read']);
  expect(asked.map(url => url.searchParams.get('cursor'))).toEqual([null, '2', '3']);
});

it('ends at its limit, and where somebody ends it, and says that it is not all', async () => {
  const limited = await wholeLog(auditFiltersOf(''), () => true, 150);
  expect([limited.records.length, limited.isComplete]).toEqual([150, false]);
  const ended = await wholeLog(auditFiltersOf(''), () => false);
  expect([ended.records.length, ended.isComplete]).toEqual([100, false]);
});

it('finds whom a person means by an id or an address', async () => {
  expect(await subjectOf('employees', id.toUpperCase(), null)).toBe(id);
  expect(await subjectOf('customers', 'lucia@example.com', null)).toBe(id);
  expect(await subjectOf('customers', 'lucía', null)).toBeNull();
  expect(await subjectOf('incidents', 'nothing', null)).toBeNull();
});
