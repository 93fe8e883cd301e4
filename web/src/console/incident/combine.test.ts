import { expect, it } from 'vitest';
import { changedFields, changesField, compare, patchOf, type Fields } from './combine';

const base: Fields = { assignee_id: null, team_id: 't', priority: 'normal', category: 'defect', tags: ['a'] };

it('combines changes of different fields', () => {
  const found = compare(base, { ...base, priority: 'high' }, { ...base, assignee_id: 'ana' });
  expect(found).toEqual({ mine: ['priority'], theirs: ['assignee_id'], clash: [] });
});

it('asks where both changed the same field to different values', () => {
  const found = compare(base, { ...base, tags: ['a', 'b'], priority: 'high' }, { ...base, tags: ['c'] });
  expect(found).toEqual({ mine: ['priority'], theirs: [], clash: ['tags'] });
});

it('does not ask where both wanted the same', () => {
  expect(compare(base, { ...base, priority: 'high' }, { ...base, priority: 'high' })).toEqual({
    mine: [],
    theirs: ['priority'],
    clash: []
  });
});

it('sends what was changed and nothing else', () => {
  const mine = { ...base, assignee_id: 'ana', tags: [] };
  expect(changedFields(base, mine)).toEqual(['assignee_id', 'tags']);
  expect(patchOf(['assignee_id'], mine)).toEqual({ assignee_id: 'ana' });
});

it('knows which entry tells of a change of a field', () => {
  const change = {
    kind: 'change' as const,
    body: { act: 'change', changes: { priority: { from: 'low', to: 'high' } } }
  };
  expect(changesField(change, 'priority')).toBe(true);
  expect(changesField(change, 'tags')).toBe(false);
  const given = { kind: 'assignment' as const, body: { act: 'assign', team_id: 't' } };
  expect(changesField(given, 'team_id')).toBe(true);
  expect(changesField(given, 'assignee_id')).toBe(false);
  expect(changesField({ kind: 'assignment', body: { act: 'take' } }, 'assignee_id')).toBe(true);
  expect(changesField({ kind: 'message', body: { text: 'priority' } }, 'priority')).toBe(false);
});
