/** Where the focus was on a page, so that it is found again when the page is made anew. */
export interface Focused {
  selector: string;
  /** What it said: at the same place there may be something else by now. */
  text?: string;
}

/** Names that are given anew each time: those of forms (form.svelte.ts) and of `$props.id()`. */
const passing = /^(form-|[cs])\d+(-|$)/;
const quoted = (text: string) => `"${CSS.escape(text)}"`;
const textOf = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 80);

/** null where nothing has it, or only the page as a whole. */
export function placeOf(element: Element | null): Focused | null {
  if (!element || element === document.body || element.matches('main, h1, dialog')) return null;
  // In a grid the cells have the focus, also where a link inside was pressed.
  const cell = element.closest('[data-at]');
  if (cell) return { selector: `[data-at=${quoted(cell.getAttribute('data-at') ?? '')}]` };
  const own = nameOf(element);
  if (own) return { selector: own };
  const steps: string[] = [];
  for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
    const name = at === element ? '' : nameOf(at);
    if (name && at.id) return { selector: [name, ...steps].join(' > '), text: textOf(element) };
    const before = [...(at.parentElement?.children ?? [])].indexOf(at);
    steps.unshift(`${at.localName}:nth-child(${before + 1})`);
  }
  return { selector: ['body', ...steps].join(' > '), text: textOf(element) };
}

function nameOf(element: Element): string {
  if (element.id && !passing.test(element.id)) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute('href');
  return href ? `a[href=${quoted(href)}]` : '';
}

/** The same element, if it is on the page and can be seen. */
export function found({ selector, text }: Focused): HTMLElement | null {
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  return all.find(one => one.checkVisibility() && (text === undefined || textOf(one) === text)) ?? null;
}
