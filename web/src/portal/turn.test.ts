import { expect, it } from 'vitest';
import type { PublicStatus } from './incident.svelte';
import { termOf, turnOf } from './turn';

const now = new Date('2026-11-24T12:00:00Z');
const status = (change: Partial<PublicStatus>, deadlines: Partial<PublicStatus['deadlines']> = {}): PublicStatus => ({
  reference: '7K3Q-9XTM-2H4Z',
  status: 'registered',
  closed_as: null,
  next_turn: 'shop',
  created_at: '2026-11-20T09:00:00Z',
  updated_at: '2026-11-20T09:00:00Z',
  answered_at: null,
  closed_at: null,
  deadlines: {
    answer_by: '2026-12-11T22:59:59.999Z',
    paused_at: null,
    complete_by: null,
    confirm_by: null,
    reopen_by: null,
    ...deadlines
  },
  ...change
});

it("says by when the shop answers, in the shop's days", () => {
  expect(turnOf(status({}), now)).toEqual({ key: 'turn.shop', values: { date: 'viernes, 11 de diciembre de 2026' } });
});
it('apologises once that day has passed, and not on it', () => {
  expect(turnOf(status({}, { answer_by: '2026-11-24T22:59:59.999Z' }), now)?.key).toBe('turn.shop');
  expect(turnOf(status({}, { answer_by: '2026-11-23T22:59:59.999Z' }), now)?.key).toBe('turn.shop.late');
});
it('offers reopening while it can be done', () => {
  const closed = (reopen_by: string | null) =>
    turnOf(status({ status: 'closed', closed_as: 'confirmed' }, { reopen_by }), now);
  expect(closed('2026-12-10T22:59:59.999Z')?.key).toBe('turn.closed');
  expect(closed('2026-11-23T22:59:59.999Z')).toBeNull();
  expect(closed(null)).toBeNull();
});
it('ends the words of a state with the date that belongs to them', () => {
  const waiting = status({ status: 'awaiting_completion' }, { complete_by: '2026-12-04T22:59:59.999Z' });
  expect(termOf(waiting, now)).toEqual({ key: 'state.until', at: '2026-12-04T22:59:59.999Z' });
  const closed = (closed_as: PublicStatus['closed_as'], reopen_by: string) =>
    termOf(status({ status: 'closed', closed_as }, { reopen_by }), now);
  expect(closed('lapsed', '2026-12-10T22:59:59.999Z')?.key).toBe('state.reopen');
  expect(closed('no_answer', '2026-11-23T22:59:59.999Z')).toBeNull();
  expect(closed('confirmed', '2026-12-10T22:59:59.999Z')).toBeNull();
});
