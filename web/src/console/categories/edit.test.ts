import { expect, it } from 'vitest';
import type { Schema } from '$lib/api/client';
import { missingLanguages, namesOf, partsOf, possibleParents, trimmed } from './edit';

const reason = (id: string, parent: string | null = null, own_term = false): Schema['Category'] => ({
  id,
  parent,
  own_term,
  names: { es: id },
  position: 0,
  status: 'active',
  offered: true,
  version: 1,
  updated_at: null
});
const base = partsOf({ names: { es: 'Entrega', en: 'Delivery' }, parent: null });

it('sends only the names that there are', () => {
  expect(namesOf(trimmed({ ...base, es: ' Envío ', en: '  ' }))).toEqual({ es: 'Envío' });
  expect(missingLanguages({ names: { es: 'Envío', eu: 'Bidalketa' } })).toEqual(['en', 'ca', 'gl']);
});

it('offers only places where the tree stays a tree', () => {
  const all = [reason('a'), reason('b'), reason('b1', 'b'), reason('b11', 'b1'), reason('charge', null, true)];
  const ids = (id: string | null) => possibleParents(id, all).map(one => one.id);
  expect(ids(null)).toEqual(['a', 'b', 'b1']);
  expect(ids('a')).toEqual(['b', 'b1']);
  expect(ids('b')).toEqual([]);
  expect(ids('b1')).toEqual(['a', 'b']);
});
