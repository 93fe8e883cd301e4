import { expect, it } from 'vitest';
import type { Incident } from './filters';
import { isRetagged, retagged, tagCounts, tagsIn } from './tags';

const tagged = (...tags: string[]) => ({ tags }) as Incident;

it('reads tags as people write them', () => {
  expect(tagsIn(' horno, recambio ,, horno')).toEqual(['horno', 'recambio']);
  expect(tagsIn(' , ')).toEqual([]);
});

it('counts how many have each, by name', () => {
  expect(tagCounts([tagged('ñu', 'horno'), tagged('horno'), tagged('ogro')])).toEqual([
    { tag: 'horno', count: 2 },
    { tag: 'ñu', count: 1 },
    { tag: 'ogro', count: 1 }
  ]);
});

it('keeps of each set what is not spoken of', () => {
  const retag = { add: ['nuevo'], remove: ['viejo'] };
  expect(retagged(['a', 'viejo', 'b'], retag)).toEqual(['a', 'b', 'nuevo']);
  expect(retagged(['nuevo', 'a'], retag)).toEqual(['a', 'nuevo']);
  expect([isRetagged(tagged('nuevo', 'a'), retag), isRetagged(tagged('a'), retag)]).toEqual([false, true]);
});
