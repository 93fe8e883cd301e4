import { languages, type Language } from '$lib/i18n/index.svelte';
import { lineOf } from '$lib/reasons';
import type { Schema } from '$lib/api/client';

type Category = Schema['Category'];

/** What a person edits of a reason: its names, and the id of what it stands below ("" for the first level). */
export type Part = Language | 'parent';
export type Parts = Record<Part, string>;
const parts: Part[] = [...languages, 'parent'];

/** As in the server's limits. */
export const levels = 3;

export const partsOf = (one: Pick<Category, 'names' | 'parent'>): Parts =>
  Object.fromEntries([
    ...languages.map(code => [code, (one.names as Partial<Record<Language, string>>)[code] ?? '']),
    ['parent', one.parent ?? '']
  ]) as Parts;

export const trimmed = (values: Parts): Parts =>
  Object.fromEntries(parts.map(part => [part, values[part].trim()])) as Parts;

export const namesOf = (values: Parts): Schema['CategoryNames'] =>
  Object.fromEntries(
    languages.filter(code => values[code]).map(code => [code, values[code]])
  ) as Schema['CategoryNames'];

export const missingLanguages = (one: Pick<Category, 'names'>): Language[] =>
  languages.filter(code => !(one.names as Partial<Record<Language, string>>)[code]);

/** How many levels a reason and those below it take. */
const heightOf = (id: string, all: Category[]): number =>
  1 + Math.max(0, ...all.filter(one => one.parent === id).map(one => heightOf(one.id, all)));

/** What a reason may stand below, with all that is below it. `id`: null for a new one. */
export function possibleParents(id: string | null, all: Category[]): Category[] {
  const height = id ? heightOf(id, all) : 1;
  return all.filter(one => {
    const line = lineOf(one.id, all);
    return !one.own_term && line.length + height <= levels && line.every(above => above.id !== id);
  });
}
