import { expect, it } from 'vitest';
import { below, lineOf, nameIn, pathText, type Reason } from './reasons';

const all: Reason[] = [
  { id: 'delivery', parent: null, names: { es: 'Entrega', en: 'Delivery' } },
  { id: 'late', parent: 'delivery', names: { es: 'Llega tarde' } },
  { id: 'very_late', parent: 'late', names: { es: 'Más de un mes', en: 'Over a month' } },
  { id: 'other', parent: null, names: { es: 'Otro' } }
];

it('names a reason in the language, or in Spanish', () => {
  expect(nameIn(all[0] as Reason, 'en')).toBe('Delivery');
  expect(nameIn(all[1] as Reason, 'en')).toBe('Llega tarde');
});

it('knows what is above and below', () => {
  expect(lineOf('very_late', all).map(one => one.id)).toEqual(['delivery', 'late', 'very_late']);
  expect(below('delivery', all).map(one => one.id)).toEqual(['late', 'very_late']);
  expect(below('other', all)).toEqual([]);
  expect(lineOf('nobody', all)).toEqual([]);
});

it('writes the way to a reason', () => {
  expect(pathText('very_late', all, 'en')).toBe('Delivery › Llega tarde › Over a month');
  expect(pathText('very_late', all, 'es', 1)).toBe('Llega tarde › Más de un mes');
});
