import { language } from './i18n/index.svelte';

/** "89,90 €", as the language writes it. */
export const money = (cents: number): string =>
  new Intl.NumberFormat(language(), { style: 'currency', currency: 'EUR' }).format(cents / 100);

/** The cents of an amount as people type it: "89,90", "89.9", "1.234,56 €"; null if it is none. */
export function centsOf(text: string, point = language() === 'en' ? '.' : ','): number | null {
  const typed = text.replace(/\s|€|EUR/giu, '');
  const group = point === ',' ? '.' : ',';
  // Three digits behind a group's mark are thousands; one or two behind either mark are cents.
  const grouped = new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d{1,2})?$`);
  const plain = grouped.test(typed) ? typed.replaceAll(group, '') : typed;
  const [, euros, cents = ''] = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(plain) ?? [];
  return euros === undefined ? null : Number(euros) * 100 + Number(cents.padEnd(2, '0'));
}
