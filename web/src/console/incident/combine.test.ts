import { expect, it } from 'vitest';
import { changedFields, compare, patchOf, type Fields } from './combine';

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
