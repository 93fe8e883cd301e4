import { expect, it } from 'vitest';
import { alsoWords, startLanguage, t, useLanguage } from './index.svelte';

const file = (words: Record<string, string>) => async () => ({ default: words });

it("keeps a screen's own words with each language that is chosen after", async () => {
  document.documentElement.lang = 'es';
  await startLanguage(async language => ({ hello: language === 'en' ? 'Hello' : 'Hola' }));
  expect(t('bye')).toBe('bye');
  await alsoWords({ './screen/es.json': file({ bye: 'Adiós' }), './screen/en.json': file({ bye: 'Goodbye' }) });
  expect([t('hello'), t('bye')]).toEqual(['Hola', 'Adiós']);
  await useLanguage('en');
  expect([t('hello'), t('bye')]).toEqual(['Hello', 'Goodbye']);
  await useLanguage('gl');
  expect(t('bye')).toBe('Adiós');
});
