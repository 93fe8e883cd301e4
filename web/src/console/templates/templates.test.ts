import { expect, it } from 'vitest';
import { editedOf, missingLanguages, partsOf, textFor, variableFault } from './templates';

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

it('takes a template apart for editing and puts it together again', () => {
  const greeting = { name: 'Saludo', texts: { es: 'Hola', gl: 'Ola' } };
  expect(partsOf(greeting)).toEqual({ name: 'Saludo', es: 'Hola', en: '', ca: '', gl: 'Ola', eu: '' });
  expect(editedOf({ ...partsOf(greeting), name: ' Saludo ', gl: ' ' })).toEqual({
    name: 'Saludo',
    texts: { es: 'Hola' }
  });
});
