import { expect, it } from 'vitest';
import { marked } from './mark';

const hits = (text: string, words: string) =>
  marked(text, words)
    .filter(one => one.hit)
    .map(one => one.text);

it('marks words without regard to accents and case, and their other forms', () => {
  expect(hits('La Cafetera no calienta', 'cafeteras')).toEqual(['Cafetera']);
  expect(hits('Avería y AVERIA', 'averia')).toEqual(['Avería', 'AVERIA']);
});

it('keeps ñ apart from n', () => {
  expect(hits('una cana y una caña', 'caña')).toEqual(['caña']);
});

it('loses nothing of the text', () => {
  const text = '¿Dónde está (mi) pedido n.º 7?';
  expect(
    marked(text, 'pedido mi')
      .map(one => one.text)
      .join('')
  ).toBe(text);
  expect(marked(text, '')).toEqual([{ text, hit: false }]);
});
