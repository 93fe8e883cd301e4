import { expect, it } from 'vitest';
import type { Entry } from './incident.svelte';
import { partsOf } from './timeline';

const entry = (number: number, kind: Entry['kind'], body: object): Entry =>
  ({
    number,
    kind,
    body,
    at: '2026-11-24T12:00:00Z',
    author: { role: 'customer', name: 'Lucía' },
    erased: false
  }) as Entry;

it('shows files that came without a text', () => {
  expect(partsOf([entry(3, 'attachment', { act: 'attach', attachments: [] })])).toMatchObject([
    { kind: 'message', number: 3, from: 'customer', text: '' }
  ]);
});

it('leads from both sides of a merge to the other', () => {
  const other = { id: '1', reference: '7K3Q-9XTM-2H4Z' };
  expect(
    partsOf([
      entry(4, 'transition', { act: 'merge', into: other }),
      entry(5, 'change', { act: 'merge', merged: other })
    ])
  ).toMatchObject([
    { key: 'event.merge', other: other.reference },
    { key: 'event.receive_merge', other: other.reference }
  ]);
});
