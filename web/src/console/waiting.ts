import { online } from 'svelte/reactivity/window';
import { announcer } from '$lib/announce.svelte';
import { t } from '$lib/i18n/index.svelte';
import { renewal } from '$lib/renewal.svelte';

/** Why acts wait now, in words; empty while they do not. */
export function waitReason(): string {
  if (renewal.away) return t('problem.sign-in-unavailable');
  return online.current === false ? t('offline') : '';
}

/** Says it to who wants to do something all the same: at once, and shown too, as the banner may be out of sight. Whether acts wait. */
export function tellWaiting(): boolean {
  const text = waitReason();
  if (!text) return false;
  announcer.fail(text);
  return true;
}
