import type { Component } from 'svelte';
import { tick } from 'svelte';
import { found, placeOf, type Focused } from './focus-place';

export interface RouteEntry {
  /** Parts with names (":view"); "*" at its end stands for whatever no earlier route has. */
  pattern: string;
  screen: string;
  title: string;
  /** The least role that the page is for, where not everybody may see it. */
  role?: string;
}
type ScreenModule = { default: Component<{ parameters: Record<string, string> }> };
type Loaders = Record<string, () => Promise<unknown>>;

interface Found {
  entry: RouteEntry;
  parameters: Record<string, string>;
}
interface Place {
  scroll?: number;
  focus?: Focused | null;
}
/** What the browser keeps with each entry of its history. */
interface Visit extends Place {
  /** The how-manieth entry it is. */
  at?: number;
}

/** Routes with screens that are loaded when they are needed; focus and scroll as ux.md §4 wants them. */
class Router {
  path = $state(location.pathname);
  search = $state(location.search);
  screen = $state.raw<ScreenModule['default'] | null>(null);
  parameters = $state.raw<Record<string, string>>({});
  entry = $state.raw<RouteEntry | null>(null);
  failed = $state(false);
  /** Whether the first page was looked for. */
  started = $state(false);
  #routes: RouteEntry[] = [];
  #loaders: Loaders = {};
  #visits = 0;
  /** Which entry of the history is shown, what was where on those that were left, and their addresses. */
  #at = 0;
  #places = new Map<number, Place>();
  #addresses = new Map<number, string>();

  async start(routes: RouteEntry[], loaders: Loaders): Promise<void> {
    this.#routes = routes;
    this.#loaders = loaders;
    history.scrollRestoration = 'manual';
    addEventListener('popstate', event => void this.#return((event.state ?? {}) as Visit));
    addEventListener('click', event => this.#follow(event));
    this.#at = (history.state as Visit | null)?.at ?? 0;
    await this.#show(null);
  }

  find(path: string): Found | null {
    const parts = path.replace(/\/+$/, '').split('/');
    for (const entry of this.#routes) {
      const pattern = entry.pattern.replace(/\/+$/, '').split('/');
      const open = pattern.at(-1) === '*';
      if (open ? parts.length < pattern.length : parts.length !== pattern.length) continue;
      const parameters: Record<string, string> = {};
      const fits = pattern.every((part, at) => {
        const given = parts[at] ?? '';
        if (!part.startsWith(':')) return part === given || part === '*';
        parameters[part.slice(1)] = safeDecode(given);
        return given !== '';
      });
      if (fits) return { entry, parameters };
    }
    return null;
  }

  /** Goes to a page of this entry. */
  async go(to: string, options: { replace?: boolean } = {}): Promise<void> {
    this.#remember();
    if (options.replace) history.replaceState({ at: this.#at }, '', to);
    else history.pushState({ at: ++this.#at }, '', to);
    await this.#show(null);
  }

  /** To where the person came from: as the browser's Back where that was the page before, with its scroll and focus. */
  async backTo(address: string): Promise<void> {
    if (this.#addresses.get(this.#at - 1) === address) history.back();
    else await this.go(address);
  }

  /** Changes the query alone: filters, cursors. Neither focus nor scroll move. */
  setSearch(search: URLSearchParams): void {
    const text = search.size ? `?${search}` : '';
    history.replaceState(history.state, '', location.pathname + text);
    this.#addresses.set(this.#at, location.pathname + text);
    this.search = text;
  }

  #remember(): void {
    const place: Place = { scroll: scrollY, focus: placeOf(document.activeElement) };
    this.#places.set(this.#at, place);
    // Also for after the page was loaded again.
    history.replaceState({ ...(history.state as Visit), ...place }, '');
  }

  /** Back, or Forward: what is left is on the screen still, the address is the other's already. */
  async #return(visit: Visit): Promise<void> {
    this.#places.set(this.#at, { scroll: scrollY, focus: placeOf(document.activeElement) });
    this.#at = visit.at ?? 0;
    await this.#show(this.#places.get(this.#at) ?? visit);
  }

  #follow(event: MouseEvent): void {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link?.href || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !this.find(url.pathname)) return;
    if (url.hash && url.pathname === location.pathname) return;
    event.preventDefault();
    void this.go(url.pathname + url.search + url.hash);
  }

  /** `place` is what Back returns to; null for a new page. */
  async #show(place: Place | null): Promise<void> {
    const visit = ++this.#visits;
    const first = visit === 1;
    const found = this.find(location.pathname);
    const load = found && this.#loaders[`./screens/${found.entry.screen}.svelte`];
    let screen: ScreenModule['default'] | null = null;
    this.failed = false;
    try {
      if (load) screen = ((await load()) as ScreenModule).default;
    } catch {
      this.failed = true; // the network, or a deployment since the page was loaded
    }
    if (visit !== this.#visits) return;
    const before = document.activeElement;
    this.#addresses.set(this.#at, location.pathname + location.search);
    this.path = location.pathname;
    this.search = location.search;
    this.parameters = found?.parameters ?? {};
    this.entry = found?.entry ?? null;
    this.screen = screen;
    this.started = true;
    await tick();
    if (first) return;
    if (place) await this.#restore(place, visit);
    else {
      scrollTo(0, 0);
      const now = document.activeElement;
      // A screen that is there for one field gives the focus to that one itself.
      if (now === before || !now?.closest('main')) focusHeading();
    }
  }

  /** Lists that come from a cache are there at once; others get a moment. */
  async #restore(place: Place, visit: number): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      const element = place.focus ? found(place.focus) : null;
      const tallEnough = document.documentElement.scrollHeight >= (place.scroll ?? 0) + innerHeight;
      if ((!place.focus || element) && tallEnough) break;
      await new Promise(resolve => setTimeout(resolve, 50));
      if (visit !== this.#visits) return;
    }
    scrollTo(0, place.scroll ?? 0);
    const element = place.focus ? found(place.focus) : null;
    if (element) element.focus({ preventScroll: true });
    else focusHeading();
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Moves focus to the page's heading, for people who do not see that the page is another one. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

export const router = new Router();
export const backTo = (address: string): Promise<void> => router.backTo(address);
export const go = (to: string, options?: { replace?: boolean }): Promise<void> => router.go(to, options);
