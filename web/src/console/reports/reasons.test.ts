import { expect, it } from 'vitest';
import { reasonTree } from './reasons';

const reason = (id: string, parent: string | null = null) => ({ id, parent, names: { es: id } });
const catalogue = [
  reason('defect'),
  reason('guarantee', 'defect'),
  reason('expired', 'guarantee'),
  reason('instructions', 'defect'),
  reason('delivery')
];
const shown = (counts: Record<string, number>) =>
  reasonTree(
    Object.entries(counts).map(([category, count]) => ({ category: category || null, count })),
    catalogue
  ).map(one => `${'-'.repeat(one.level)}${one.id ?? '?'}${one.isOwn ? '*' : ''} ${one.count}`);

it('gives a reason the figures of those below it, the largest first', () => {
  expect(shown({ defect: 2, guarantee: 3, expired: 4, delivery: 5, '': 1 })).toEqual([
    'defect 9',
    '-guarantee 7',
    '--expired 4',
    '--guarantee* 3',
    '-defect* 2',
    'delivery 5',
    '? 1'
  ]);
});

it('leaves out what nothing is about, and says nothing twice', () => {
  expect(shown({ guarantee: 3 })).toEqual(['defect 3', '-guarantee 3']);
  expect(shown({ defect: 2 })).toEqual(['defect 2']);
});

it('keeps what the catalogue does not know', () => {
  expect(shown({ lost: 2, delivery: 1 })).toEqual(['lost 2', 'delivery 1']);
});

it('names all that are counted', () => {
  const [defect] = reasonTree([{ category: 'expired', count: 1 }], catalogue);
  expect(defect?.ids).toEqual(['defect', 'guarantee', 'expired', 'instructions']);
});
