import type { Component } from 'svelte';
import { tick } from 'svelte';

export interface RouteEntry {
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
  focus?: string;
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

  async start(routes: RouteEntry[], loaders: Loaders): Promise<void> {
    this.#routes = routes;
    this.#loaders = loaders;
    history.scrollRestoration = 'manual';
    addEventListener('popstate', event => void this.#show((event.state ?? {}) as Place));
    addEventListener('click', event => this.#follow(event));
    await this.#show(null);
  }

  find(path: string): Found | null {
    const parts = path.replace(/\/+$/, '').split('/');
    for (const entry of this.#routes) {
      const pattern = entry.pattern.replace(/\/+$/, '').split('/');
      if (pattern.length !== parts.length) continue;
      const parameters: Record<string, string> = {};
      const fits = pattern.every((part, at) => {
        const given = parts[at] ?? '';
        if (!part.startsWith(':')) return part === given;
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
    if (options.replace) history.replaceState({}, '', to);
    else history.pushState({}, '', to);
    await this.#show(null);
  }

  /** Changes the query alone: filters, cursors. Neither focus nor scroll move. */
  setSearch(search: URLSearchParams): void {
    const text = search.size ? `?${search}` : '';
    history.replaceState(history.state, '', location.pathname + text);
    this.search = text;
  }

  #remember(): void {
    const active = document.activeElement;
    const focus = active?.id
      ? `#${CSS.escape(active.id)}`
      : active?.getAttribute('href')
        ? `a[href="${CSS.escape(active.getAttribute('href') ?? '')}"]`
        : '';
    history.replaceState({ ...(history.state as Place), scroll: scrollY, focus }, '');
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
    this.path = location.pathname;
    this.search = location.search;
    this.parameters = found?.parameters ?? {};
    this.entry = found?.entry ?? null;
    this.screen = screen;
    this.started = true;
    await tick();
    if (first) return;
    if (place) await this.#restore(place);
    else {
      scrollTo(0, 0);
      focusHeading();
    }
  }

  /** Lists that come from a cache are there at once; others get a moment. */
  async #restore(place: Place): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      const element = place.focus ? document.querySelector<HTMLElement>(place.focus) : null;
      const tallEnough = document.documentElement.scrollHeight >= (place.scroll ?? 0) + innerHeight;
      if ((!place.focus || element) && tallEnough) {
        if (element) element.focus({ preventScroll: true });
        else focusHeading();
        scrollTo(0, place.scroll ?? 0);
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    scrollTo(0, place.scroll ?? 0);
    focusHeading();
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
export const go = (to: string, options?: { replace?: boolean }): Promise<void> => router.go(to, options);
