import { expect, it } from 'vitest';
import { blocksOf, spansOf } from './light-text';

const shown = (text: string) =>
  spansOf(text).map(({ kind, text: part }) => (kind === 'text' ? part : `<${kind}:${part}>`));

it('finds bold, italic and addresses', () => {
  expect(shown('Llega **mañana** o *pasado*: https://tienda.example/p?a=1&b=2.')).toEqual([
    'Llega ',
    '<bold:mañana>',
    ' o ',
    '<italic:pasado>',
    ': ',
    '<link:https://tienda.example/p?a=1&b=2>',
    '.'
  ]);
  expect(shown('(https://tienda.example/a) y https://tienda.example/a_(b)')).toEqual([
    '(',
    '<link:https://tienda.example/a>',
    ') y ',
    '<link:https://tienda.example/a_(b)>'
  ]);
});

it('leaves what is no mark as it was written', () => {
  for (const text of ['3*4*5', '2 * 3 * 4', '** vacío **', '*', '****', 'una * sola', 'a**b**c', '*dos\nlíneas*', ''])
    expect(spansOf(text)).toEqual(text ? [{ kind: 'text', text }] : []);
});

it('makes links of nothing but https addresses that lead where they say', () => {
  for (const text of [
    'javascript:alert(1)',
    'http://tienda.example/',
    'data:text/html,<script>alert(1)</script>',
    'https://tienda.example@malo.example/',
    'https://ana:secreto@malo.example/',
    'https://',
    'https://[::1',
    'JavaScript:https:'
  ])
    expect(spansOf(text), text).toEqual([{ kind: 'text', text }]);
  // What would leave an attribute, were it one of a text, ends the address.
  expect(shown('https://a.example/"onmouseover="x" <img src=x onerror=y>')).toEqual([
    '<link:https://a.example/>',
    '"onmouseover="x" <img src=x onerror=y>'
  ]);
  expect(shown('**<b onclick=x>**')).toEqual(['<bold:<b onclick=x>>']);
});

it('says every character that was written, whatever is written', () => {
  const parts = ['*', '**', 'a', ' ', '\n', '- ', '> ', 'https://a.es', ')', '(', '.', '<', '"', '\u202e', '😀'];
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let run = 0; run < 2_000; run++) {
    const text = Array.from({ length: random(14) }, () => parts[random(parts.length)]).join('');
    const said = spansOf(text)
      .map(({ kind, text: part }) => (kind === 'bold' ? `**${part}**` : kind === 'italic' ? `*${part}*` : part))
      .join('');
    expect(said).toBe(text);
  }
});

it('takes as much longer as the text is longer', () => {
  const least = (text: string): number => {
    const times = Array.from({ length: 10 }, () => {
      const begin = performance.now();
      blocksOf(text);
      return performance.now() - begin;
    });
    return Math.min(...times); // what else the machine does can only make it slower
  };
  for (const part of ['*', '**a', '*a ', 'https://', '(', '> ', 'https://a.es/)']) {
    const longer = least(part.repeat(160_000 / part.length)) / least(part.repeat(20_000 / part.length));
    expect(longer, part).toBeLessThan(32); // eight times as long; to look again from each place would take 64 times
  }
});

it('groups lines to lists and quotes', () => {
  expect(blocksOf('Hola:\n\n- una *cosa*\n- otra\n\n> dijiste\n>\n> esto\nAdiós\n')).toEqual([
    { kind: 'text', spans: [{ kind: 'text', text: 'Hola:' }], lines: 2 },
    {
      kind: 'list',
      items: [
        [
          { kind: 'text', text: 'una ' },
          { kind: 'italic', text: 'cosa' }
        ],
        [{ kind: 'text', text: 'otra' }]
      ]
    },
    { kind: 'quote', spans: [{ kind: 'text', text: 'dijiste\n\nesto' }], lines: 3 },
    { kind: 'text', spans: [{ kind: 'text', text: 'Adiós' }], lines: 2 }
  ]);
  expect(blocksOf('-- \nAna')).toEqual([{ kind: 'text', spans: [{ kind: 'text', text: '-- \nAna' }], lines: 2 }]);
});
