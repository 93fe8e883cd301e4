import { expect, it } from 'vitest';
import type { Schema } from './api/client';
import { TimelineEnd, type TimelineQuery } from './timeline-end.svelte';

/** A timeline as the server pages it. */
function server(count: number) {
  const asked: TimelineQuery[] = [];
  const of = { count };
  const read = (query: TimelineQuery): Promise<Schema['Timeline']> => {
    asked.push(query);
    const before = query.cursor ? Number(query.cursor.slice(1)) : of.count + 1;
    const numbers = Array.from({ length: Math.min(query.limit, before - 1) }, (_, at) => before - 1 - at);
    const last = numbers.at(-1) ?? 1;
    return Promise.resolve({
      items: numbers.map(number => ({ number }) as Schema['Entry']),
      next_cursor: last > 1 ? `d${last}` : null
    });
  };
  return { of, asked, read };
}
const numbers = (timeline: TimelineEnd) => timeline.entries.map(entry => entry.number);
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

it('begins with the newest, in their order, and reads older ones on request', async () => {
  const { read } = server(250);
  const timeline = new TimelineEnd(read);
  await timeline.refresh();
  expect(numbers(timeline)).toEqual(upTo(151, 250));
  expect(timeline.more).toBe(true);
  await timeline.readOlder();
  await timeline.readOlder();
  expect(numbers(timeline)).toEqual(upTo(1, 250));
  expect(timeline.more).toBe(false);
});

it('adds all that came since, however much, and keeps where the older ones begin', async () => {
  const { of, read, asked } = server(120);
  const timeline = new TimelineEnd(read);
  await timeline.refresh();
  of.count = 175;
  await timeline.refresh();
  expect(numbers(timeline)).toEqual(upTo(21, 175));
  expect(asked.at(-1)?.limit).toBeLessThan(100);
  await timeline.readOlder();
  expect(numbers(timeline)).toEqual(upTo(1, 175));
});

it('has a short one whole, and no older ones', async () => {
  const { read, asked } = server(3);
  const timeline = new TimelineEnd(read);
  await timeline.refresh();
  await timeline.readOlder();
  expect(numbers(timeline)).toEqual([1, 2, 3]);
  expect(timeline.more).toBe(false);
  expect(asked).toHaveLength(1);
});

it('goes on from a copy of another visit without a gap', async () => {
  const { read } = server(90);
  const timeline = new TimelineEnd(read);
  timeline.use(upTo(1, 30).map(number => ({ number }) as Schema['Entry']));
  await timeline.refresh();
  expect(numbers(timeline)).toEqual(upTo(1, 90));
});

it('tells once of what came after what was found on the page, or left by another visit', async () => {
  const { of, read } = server(120);
  const timeline = new TimelineEnd(read);
  timeline.use(upTo(1, 118).map(number => ({ number }) as Schema['Entry']));
  const news = () => timeline.news().map(entry => entry.number);
  await timeline.refresh();
  expect(news()).toEqual([119, 120]);
  of.count = 121;
  await timeline.refresh();
  timeline.catchUp();
  expect(news()).toEqual([]);
  of.count = 123;
  await timeline.refresh();
  await timeline.readOlder();
  expect(news()).toEqual([122, 123]);
  expect(news()).toEqual([]);
});
