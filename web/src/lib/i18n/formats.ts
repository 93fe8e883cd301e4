const made = new Map<string, unknown>();

function once<T>(key: string, make: () => T): T {
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as T;
}

/**
 * The browser's formats, each made once: making one takes longer than the formatting of a whole row does. In Spanish where it
 * does not know the language: Chromium has neither gl nor eu.
 */
export const dateFormat = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  once(`date ${language} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat([language, 'es'], options));
export const numberFormat = (language: string): Intl.NumberFormat =>
  once(`number ${language}`, () => new Intl.NumberFormat([language, 'es']));
export const pluralRules = (language: string): Intl.PluralRules =>
  once(`plural ${language}`, () => new Intl.PluralRules(language));
