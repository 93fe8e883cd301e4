import { expect, it } from 'vitest';
import { eventsIn } from './live';

it('hands out whole events and keeps the rest', () => {
  const { events, rest } = eventsIn('retry: 1000\n\nid: 7\ndata: {"a":1}\n\n: still here\n\nevent: gap\nda');
  expect(events).toEqual([{ id: '7', data: '{"a":1}' }]);
  expect(rest).toBe('event: gap\nda');
});

it('reads a gap', () => {
  expect(eventsIn('event: gap\ndata: {}\n\n').events).toEqual([{ event: 'gap', data: '{}' }]);
});
