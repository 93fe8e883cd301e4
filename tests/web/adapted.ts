import type { Page } from 'playwright-core';

// What people change of pages by their system or browser: colours (forced-colors), the space between letters, words and
// lines (WCAG 1.4.12), how much fits (1.4.10).

/** The space that people may set. Contexts need bypassCSP: it is a style of their own. */
export async function spaceText(page: Page): Promise<void> {
  await page.addStyleTag({
    content: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`
  });
}

/** What cannot be read or told apart as the page is now, each with its element. */
export const lost = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const named = (one: Element) =>
      `${one.tagName.toLowerCase()}.${[...one.classList].join('.')} "${(one.textContent ?? '').trim().slice(0, 40)}"`;
    const isShown = (one: Element) => {
      const { width, height } = one.getBoundingClientRect();
      return width > 1 && height > 1 && one.checkVisibility({ visibilityProperty: true });
    };
    const all = [...document.querySelectorAll<HTMLElement>('body *')].filter(isShown);
    const forced = matchMedia('(forced-colors: active)').matches;

    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 0) found.push(`the page is ${wide} px too wide`);

    /** Words alone, read by those who do not see: they are cut on purpose. */
    const isUnseen = (one: Element) => one.closest('.visually-hidden, .table thead, svg, canvas') !== null;
    /** A row of the queue is a line high: what ends in an ellipsis there is whole in the incident. */
    const isRow = (one: Element) => one.closest('[role=grid] [role=row]') !== null;
    for (const one of all) {
      const style = getComputedStyle(one);
      const cuts = (how: string) => how === 'hidden' || how === 'clip';
      if (isUnseen(one) || isRow(one) || !(one.textContent ?? '').trim()) continue;
      const across = cuts(style.overflowX) && one.scrollWidth - one.clientWidth > 1;
      const down = cuts(style.overflowY) && one.scrollHeight - one.clientHeight > 2;
      if (across || down) found.push(`cut ${across ? 'across' : 'down'}: ${named(one)}`);
    }

    // Bars that stay leave room for what goes below them.
    const stays = all.filter(one => ['fixed', 'sticky'].includes(getComputedStyle(one).position));
    const covered = stays.reduce((sum, one) => {
      const { top, bottom, width } = one.getBoundingClientRect();
      const isPinned = getComputedStyle(one).position === 'fixed' || top < 8 || bottom > innerHeight - 8;
      return (
        sum + (isPinned && width > innerWidth / 2 ? Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0)) : 0)
      );
    }, 0);
    if (covered > innerHeight / 2)
      found.push(`bars cover ${covered} of ${innerHeight} px: ${stays.map(named).join(', ')}`);

    if (!forced) return found;
    /** What is left of a look where the system chooses colours. */
    const look = (one: Element) => {
      const { borderWidth, borderStyle, outlineStyle, textDecorationLine, fontWeight } = getComputedStyle(one);
      const outline = outlineStyle === 'none' ? '' : outlineStyle;
      return [
        borderWidth,
        borderStyle,
        outline,
        textDecorationLine,
        fontWeight,
        one.querySelectorAll('svg').length
      ].join();
    };
    const fields = 'input:not([type=checkbox], [type=radio], [type=hidden], [type=file]), select, textarea';
    for (const one of all.filter(each => each.matches(fields)))
      if (getComputedStyle(one).borderBottomStyle === 'none') found.push(`no border: ${named(one)} ${one.id}`);
    for (const state of ['aria-current', 'aria-selected', 'aria-pressed'])
      for (const one of all.filter(each => each.matches(`[${state}]:not([${state}=false])`))) {
        const others = all.filter(
          each =>
            each !== one &&
            each.tagName === one.tagName &&
            each.className === one.className &&
            !each.matches(`[${state}]:not([${state}=false])`) &&
            each.parentElement?.parentElement === one.parentElement?.parentElement
        );
        if (others.length && others.every(each => look(each) === look(one))) found.push(`no ${state}: ${named(one)}`);
      }
    // What is drawn by its background alone.
    for (const one of all) {
      const { backgroundColor, borderStyle, forcedColorAdjust } = getComputedStyle(one);
      const isBare =
        !one.childElementCount &&
        !(one.textContent ?? '').trim() &&
        !one.matches(
          'input, select, textarea, progress, button, br, hr, img, iframe, svg, svg *, canvas, dialog, video'
        );
      const isPainted = !backgroundColor.endsWith(', 0)');
      if (isBare && isPainted && borderStyle === 'none' && one.closest('svg') === null && forcedColorAdjust === 'auto')
        found.push(
          `a background alone: ${named(one)} in ${one.parentElement ? named(one.parentElement) : ''} ${backgroundColor}`
        );
    }
    return found;
  });
