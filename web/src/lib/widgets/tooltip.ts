import type { Attachment } from 'svelte/attachments';

/** So long it stays after a finger, which has no hovering. */
const afterTouch = 3_000;
const gap = 6;

/**
 * Shows what an icon alone is called, on hover and on focus, also by touch; Esc hides it. It only repeats the accessible name,
 * so assistive tools do not have it twice. `text`: nothing where the words are on the screen anyway.
 * The focus may be on what is around: the cell of a grid, a link. `host`: what is around, or a row with the focus within; `now`:
 * somebody is there already.
 */
export function tooltip(text: () => string, by: { host?: HTMLElement; now?: boolean } = {}): Attachment<HTMLElement> {
  return node => {
    const host = by.host ?? node.closest<HTMLElement>('[role="gridcell"], a, button') ?? node;
    let shown: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function show() {
      const words = text();
      clearTimeout(timer);
      if (!words || shown) return;
      shown = document.createElement('div');
      shown.className = 'tooltip';
      shown.setAttribute('aria-hidden', 'true');
      shown.textContent = words;
      shown.popover = 'manual'; // above dialogs too
      // It may be pointed at without going away.
      shown.addEventListener('pointerenter', () => clearTimeout(timer));
      shown.addEventListener('pointerleave', later);
      (node.closest('dialog') ?? document.body).append(shown);
      shown.showPopover();
      place(shown, node.getBoundingClientRect());
      addEventListener('keydown', escape, true);
      addEventListener('scroll', scrolled, true);
    }
    function hide() {
      clearTimeout(timer);
      shown?.remove();
      shown = null;
      removeEventListener('keydown', escape, true);
      removeEventListener('scroll', scrolled, true);
    }
    /** What gets the focus may be scrolled to. */
    function scrolled() {
      if (shown && isFocused()) place(shown, node.getBoundingClientRect());
      else hide();
    }
    function later() {
      clearTimeout(timer);
      timer = setTimeout(hide, 100);
    }
    function escape(event: KeyboardEvent) {
      if (event.key !== 'Escape') return;
      event.preventDefault(); // it is the topmost layer
      event.stopPropagation();
      hide();
    }
    function left(event: PointerEvent) {
      if (event.pointerType === 'touch') timer = setTimeout(hide, afterTouch);
      else if (!isFocused()) later();
    }
    const isFocused = () => host.matches(':focus-visible') || host.querySelector(':focus-visible') !== null;
    const focused = () => isFocused() && show();
    const blurred = () => isFocused() || hide();

    node.addEventListener('pointerenter', show);
    node.addEventListener('pointerleave', left);
    host.addEventListener('focusin', focused);
    host.addEventListener('focusout', blurred);
    host.addEventListener('click', hide);
    if (by.now && (node.matches(':hover') || isFocused())) show();
    return () => {
      hide();
      node.removeEventListener('pointerenter', show);
      node.removeEventListener('pointerleave', left);
      host.removeEventListener('focusin', focused);
      host.removeEventListener('focusout', blurred);
      host.removeEventListener('click', hide);
    };
  };
}

/** Below what it is about, or above it where there is no room; never beyond the screen. */
function place(box: HTMLElement, at: DOMRect): void {
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(gap, Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - gap));
  const below = at.bottom + gap + height <= innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? at.bottom + gap : at.top - gap - height}px`;
}
