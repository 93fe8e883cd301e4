import { expect, it } from 'vitest';
import { partsOf } from './timeline';
import type { Entry } from './view.svelte';
import es from '../messages/es.json';

let number = 0;
const entry = (kind: Entry['kind'], body: Record<string, unknown>, role: 'customer' | 'employee' = 'employee') =>
  ({
    number: ++number,
    kind,
    at: '2026-11-28T09:00:00.000Z',
    author: { role, name: 'Ana' },
    body,
    erased: false
  }) as unknown as Entry;

it('tells a message and the change of status that comes with it once', () => {
  const parts = partsOf([
    entry('message', { act: 'ask', text: '¿De qué color?' }),
    entry('transition', { act: 'ask', from: 'in_progress', to: 'awaiting_customer' })
  ]);
  expect(parts).toHaveLength(1);
  expect(parts[0]).toMatchObject({ kind: 'message', from: 'employee', heading: 'said.ask' });
});

it('keeps notes apart from what customers read', () => {
  expect(partsOf([entry('note', { act: 'note', text: 'ojo' })])[0]).toMatchObject({ from: 'note' });
  expect(partsOf([entry('message', { act: 'reply', text: 'hola' }, 'customer')])[0]).toMatchObject({
    from: 'customer'
  });
});

it('reads the reason of a refusal as a message, and a change without words as a line', () => {
  expect(partsOf([entry('transition', { act: 'refuse', text: 'Es poco' }, 'customer')])[0]?.kind).toBe('message');
  expect(partsOf([entry('transition', { act: 'accept' }, 'customer')])[0]).toMatchObject({
    kind: 'event',
    key: 'event.accept'
  });
});

it('shows a proposal with its answers', () => {
  const answers = [{ point: 1, decision: 'upheld', reasons: 'sí' }];
  expect(
    partsOf([entry('resolution', { act: 'propose', outcome: 'upheld', remedy: 'refund', answers })])[0]
  ).toMatchObject({ proposal: { outcome: 'upheld', remedy: 'refund', answers } });
});

it('keeps a proposal that waits for approval apart from what customers read, and tells that it was dropped', () => {
  const asked = entry('resolution', {
    act: 'request_approval',
    outcome: 'upheld',
    remedy: 'refund',
    answers: [],
    text: 'x'
  });
  expect(partsOf([asked])[0]).toMatchObject({ from: 'note', heading: 'said.request_approval', text: 'x' });
  const dropped = entry('change', { act: 'propose', changes: { approval: { from: 'requested', to: null } } });
  expect(partsOf([dropped])[0]).toMatchObject({ kind: 'event', key: 'event.approval_dropped' });
});

it('tells a take once, and names a team by its id where the timeline does not', () => {
  const parts = partsOf(
    [
      entry('assignment', { act: 'take', assignee_id: 'x', assignee_name: 'Ana' }),
      entry('transition', { act: 'take', from: 'registered', to: 'in_progress' }),
      entry('assignment', { act: 'assign', team_id: 'p', team_name: '' })
    ],
    id => (id === 'p' ? 'Posventa' : undefined)
  );
  expect(parts).toHaveLength(2);
  expect(parts[1]).toMatchObject({ key: 'event.team', values: { team: 'Posventa' } });
});

const moment = '2026-12-01T08:00:00.000Z';
const snooze = (to: string | null) => ({ act: 'snooze', changes: { snoozed_until: { from: null, to } } });
const wake = { act: 'wake', changes: { snoozed_until: { from: moment, to: null } } };

it('tells until when it was snoozed, and what brought it back', () => {
  expect(partsOf([entry('change', snooze(moment))])[0]).toMatchObject({
    key: 'event.snooze',
    values: { name: 'Ana', when: expect.stringContaining('1 de diciembre') }
  });
  expect(partsOf([entry('change', snooze(null))])[0]).toMatchObject({ key: 'event.snooze_ended' });
  expect(partsOf([entry('change', wake, 'customer')])[0]).toMatchObject({
    key: 'event.wake',
    values: { who: 'customer' }
  });
});

it('has words for every act that is told in a line', () => {
  const acts = ['accept', 'withdraw', 'merge', 'undo_merge', 'escalate', 'mark_spam', 'hold', 'lift_hold'];
  acts.push('approve', 'return_approval', 'close_unanswered', 'close_lapsed', 'refuse', 'reopen', 'link_customer');
  const events = [
    ...acts.map(act => entry('transition', { act })),
    entry('assignment', { act: 'assign', assignee_id: 'x', assignee_name: 'Pablo' }),
    entry('assignment', { act: 'assign', assignee_id: null }),
    entry('assignment', { act: 'assign', team_id: 'x', team_name: 'Entregas' }),
    entry('assignment', { act: 'assign', team_id: null }),
    entry('assignment', { act: 'take' }),
    entry('change', { act: 'change', changes: { tags: {} } }),
    entry('change', snooze('2026-12-01T08:00:00.000Z')),
    entry('change', snooze(null)),
    entry('change', wake),
    entry('change', { act: 'withdraw', changes: { approval: {} } }),
    entry('change', { act: 'merge', merged: { reference: 'A' } }),
    entry('change', { act: 'rate', score: 5 }),
    entry('notification', { act: 'warn', percent: 50 }),
    entry('notification', { act: 'remind' }),
    entry('notification', { act: 'record_notification', delivery: 'bounced', what: 'proposal' })
  ];
  for (const part of partsOf(events)) expect(es).toHaveProperty([part.kind === 'event' ? part.key : 'x']);
});
