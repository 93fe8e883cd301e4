import { t } from './i18n/index.svelte';

/** "Pantalla · Resuelve", with "Error: " or "(3) " before it when it applies. */
export function setTitle(page: string, before = ''): void {
  document.title = `${before}${page} · Resuelve`;
}

/** For a form with errors. */
export function setErrorTitle(page: string): void {
  setTitle(page, `${t('title.error')} `);
}
