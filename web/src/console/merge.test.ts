import { expect, it } from 'vitest';
import { partsOf } from './categories/edit';
import { merged } from './merge';

const base = partsOf({ names: { es: 'Entrega', en: 'Delivery' }, parent: null });

it('puts together what two people changed in different places', () => {
  const { result, clash } = merged(base, { ...base, es: 'Envío' }, { ...base, parent: 'other' });
  expect(clash).toEqual([]);
  expect(result).toEqual({ ...base, es: 'Envío', parent: 'other' });
});

it('tells where both changed the same, and keeps what the person wrote', () => {
  const { result, clash } = merged(base, { ...base, es: 'Envío' }, { ...base, es: 'Reparto' });
  expect(clash).toEqual(['es']);
  expect(result.es).toBe('Envío');
  expect(merged(base, { ...base, es: 'Envío' }, { ...base, es: 'Envío' }).clash).toEqual([]);
});
