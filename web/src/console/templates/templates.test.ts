import { expect, it } from 'vitest';
import { merged, missingLanguages, textFor, variableFault } from './templates';

const greeting = { texts: { es: 'Hola', en: 'Hello' } };

it('gives the text in the language of the incident, and says which one it is where that is missing', () => {
  expect(textFor(greeting, 'en')).toEqual({ text: 'Hello', language: 'en' });
  expect(textFor(greeting, 'gl')).toEqual({ text: 'Hola', language: 'es' });
  expect(textFor({ texts: { eu: 'Kaixo' } }, 'ca')).toEqual({ text: 'Kaixo', language: 'eu' });
  expect(missingLanguages(greeting)).toEqual(['ca', 'gl', 'eu']);
});

it('finds variables that nobody can fill', () => {
  const known = ['customer_name', 'product'];
  expect(variableFault('Hola, {{customer_name}}: su {{ product }}.', known)).toBeNull();
  expect(variableFault('Hola, {{cliente}}', known)).toBe('cliente');
  expect(variableFault('Hola, {{customer_name', known)).toBe('');
  expect(variableFault('Sin datos', known)).toBeNull();
});

it('puts the changes of two people together, and asks where both wrote', () => {
  const base = { name: 'Saludo', texts: { es: 'Hola' } };
  const mine = { name: 'Saludo', texts: { es: 'Hola', en: 'Hello' } };
  const theirs = { name: 'Bienvenida', texts: { es: 'Buenos días' } };
  expect(merged(base, mine, theirs)).toEqual({
    result: { name: 'Bienvenida', texts: { es: 'Buenos días', en: 'Hello' } },
    clash: []
  });
  expect(merged(base, { ...base, texts: { es: 'Buenas' } }, theirs).clash).toEqual(['es']);
  // A language that somebody took away stays away.
  expect(merged(mine, { name: 'Saludo', texts: { es: 'Hola' } }, mine).result.texts).toEqual({ es: 'Hola' });
});
