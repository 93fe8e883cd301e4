import { router } from '$lib/router.svelte';

const name = 'resuelve_destination';

/** Only to a page of ours: "?volver=//elsewhere" must not lead away. */
const ours = (wanted: string | null): string =>
  wanted && /^\/(?!\/)/.test(wanted) && router.find(wanted.split('?')[0] ?? '') ? wanted : '/cuenta';

/** Where to go on after signing in, as the address of this page says. */
export const destination = (): string => ours(new URLSearchParams(location.search).get('volver'));

/** For the page of the mailed link, which opens in a tab of its own. */
export const keepDestination = (): void => localStorage.setItem(name, destination());

export function takeDestination(): string {
  const wanted = ours(localStorage.getItem(name));
  localStorage.removeItem(name);
  return wanted;
}
