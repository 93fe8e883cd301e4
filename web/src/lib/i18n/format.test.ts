import { describe, expect, it } from 'vitest';
import { format } from './format';
import { foreign } from './index.svelte';

describe('format', () => {
  it('puts in values', () => {
    expect(format('es', 'Hola, {name}', { name: 'Lucía' })).toBe('Hola, Lucía');
  });
  it('picks the plural class of the language', () => {
    const message = '{n, plural, =0 {Nada} one {# mensaje} many {# de mensajes} other {# mensajes}}';
    expect(format('es', message, { n: 0 })).toBe('Nada');
    expect(format('es', message, { n: 1 })).toBe('1 mensaje');
    expect(format('es', message, { n: 5 })).toBe('5 mensajes');
    expect(format('es', message, { n: 1_000_000 })).toBe('1.000.000 de mensajes');
  });
  it('selects, and nests', () => {
    const message = '{who, select, shop {La tienda} other {Tú}}: {n, plural, one {# día} other {# días}}';
    expect(format('es', message, { who: 'shop', n: 2 })).toBe('La tienda: 2 días');
    expect(format('es', message, { who: 'x', n: 1 })).toBe('Tú: 1 día');
  });
});

it("names the language of foreign texts, and none of those in the page's own", () => {
  expect(foreign('en')).toBe('en');
  expect(foreign('es')).toBeUndefined();
  expect(foreign(null)).toBeUndefined();
});
