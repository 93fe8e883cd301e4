import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

// Recomputes the contrast of every pair that the interface guide's tables list, from the tokens themselves.
const css = readFileSync(resolve(import.meta.dirname, 'tokens.css'), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/gi)].map(([, name, light, dark]) => [
    name,
    { light: light as string, dark: dark as string }
  ])
);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const text = 4.5;
const control = 3;
const pairs: [string, string, number][] = [
  ...['fondo', 'sup-1', 'sup-2', 'nota'].map(on => ['texto', on, text] as [string, string, number]),
  ...['fondo', 'sup-1', 'sup-2'].map(on => ['tenue', on, text] as [string, string, number]),
  ['borde', 'fondo', control],
  ['borde', 'sup-1', control],
  ['acento', 'fondo', text],
  ['acento', 'sup-1', text],
  ['acento-fuerte', 'fondo', text],
  ['sobre-acento', 'acento', text],
  ['sobre-acento', 'acento-fuerte', text],
  ['foco', 'fondo', control],
  ['foco', 'nota', control],
  ['sobre-peligro', 'peligro', text],
  ...['info', 'exito', 'aviso', 'error', 'propuesta', 'neutro'].flatMap(role => [
    [role, `${role}-tinte`, text] as [string, string, number],
    [role, 'fondo', text] as [string, string, number]
  ]),
  ...[1, 2, 3, 4, 5, 6].map(n => [`serie-${n}`, 'fondo', 5] as [string, string, number])
];

describe.each(['light', 'dark'] as const)('in the %s theme', theme => {
  it.each(pairs)('%s stands out from %s by %d', (front, back, least) => {
    const [one, other] = [tokens.get(front), tokens.get(back)];
    expect(one && other, `${front} and ${back} are tokens`).toBeTruthy();
    expect(contrast(one?.[theme] ?? '', other?.[theme] ?? '')).toBeGreaterThanOrEqual(least);
  });
});

it('knows its tokens from no other file', () => {
  for (const file of ['base.css', 'widgets.css', 'utilities.css', 'reset.css'])
    expect(readFileSync(resolve(import.meta.dirname, file), 'utf8'), file).not.toMatch(/#[0-9a-f]{3,8}\b/i);
});
