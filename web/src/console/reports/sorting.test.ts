import { expect, it } from 'vitest';
import { Sorting } from './sorting.svelte';

const rows = [
  { name: 'Óscar', open: 2 },
  { name: 'Ana', open: 10 },
  { name: 'Pablo', open: 3 }
];
const names = (sorting: Sorting<(typeof rows)[number], 'name' | 'open'>) => sorting.sorted(rows).map(one => one.name);

it('leaves rows as they come, begins with the first name and the largest number, and turns round', () => {
  const sorting = new Sorting<(typeof rows)[number], 'name' | 'open'>({ name: one => one.name, open: one => one.open });
  expect(names(sorting)).toEqual(['Óscar', 'Ana', 'Pablo']);
  sorting.press('name', false);
  expect(names(sorting)).toEqual(['Ana', 'Óscar', 'Pablo']);
  expect([sorting.of('name'), sorting.of('open')]).toEqual(['ascending', undefined]);
  sorting.press('open', true);
  expect(names(sorting)).toEqual(['Ana', 'Pablo', 'Óscar']);
  expect([sorting.of('name'), sorting.of('open')]).toEqual([undefined, 'descending']);
  sorting.press('open', true);
  expect(names(sorting)).toEqual(['Óscar', 'Pablo', 'Ana']);
  sorting.clear();
  expect(names(sorting)).toEqual(['Óscar', 'Ana', 'Pablo']);
});
