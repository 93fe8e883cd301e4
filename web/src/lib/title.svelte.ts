import { untrack } from 'svelte';
import { t } from './i18n/index.svelte';

/** What a screen calls itself, where it knows more than its route does. */
let own = $state.raw<{ page: string; before: string } | null>(null);
/** What the forms with errors that are on the page are called, the last one last. */
let wrong = $state.raw<{ page: string }[]>([]);

/** "Pantalla · Resuelve", with "(3) " before it when it applies. It holds until another page is shown. */
export function setTitle(page: string, before = ''): void {
  own = { page, before };
}

/** "Error: Pantalla · Resuelve" until what it gives back is called: for a form with errors. */
export function setErrorTitle(page: string): () => void {
  const entry = { page };
  wrong = [...untrack(() => wrong), entry];
  return () => (wrong = untrack(() => wrong).filter(one => one !== entry));
}

/**
 * The one place that sets the document's title. Call it while the application starts: `path` tells pages apart, `page` is
 * what the route calls itself.
 */
export function showTitle(path: () => string, page: () => string): void {
  // Before the next screen is made, so that what that one sets stays.
  $effect.pre(() => {
    path();
    own = null;
  });
  $effect(() => {
    const failed = wrong.at(-1);
    const text = failed ? `${t('title.error')} ${failed.page}` : own ? `${own.before}${own.page}` : page();
    document.title = `${text} · Resuelve`;
  });
}
