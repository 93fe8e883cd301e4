import { expect, it } from 'vitest';
import { writersOf } from './writers.svelte';

const mark = (id: string, at: string) => ({ employee_id: id, name: id.toUpperCase(), updated_at: at });
const now = Date.parse('2026-11-28T10:00:00.000Z');

it('tells who writes now from who began a while ago, and not oneself', () => {
  const marks = [
    mark('me', '2026-11-28T09:59:59.000Z'),
    mark('ana', '2026-11-28T09:59:50.000Z'),
    mark('eva', '2026-11-28T09:40:00.000Z')
  ];
  expect(writersOf(marks, 'me', now)).toEqual({
    now: ['ANA'],
    before: [{ name: 'EVA', at: '2026-11-28T09:40:00.000Z' }]
  });
});

it('forgets after 15 s that somebody writes', () => {
  const marks = [mark('ana', '2026-11-28T09:59:50.000Z')];
  expect(writersOf(marks, 'me', now + 4_000).now).toEqual(['ANA']);
  expect(writersOf(marks, 'me', now + 6_000)).toEqual({ now: [], before: [expect.anything()] });
});
