import { tellWaiting } from './waiting';

/**
 * Ctrl+Enter, or Cmd+Enter, presses the button that sends the form one is in (ux.md §9): the one place, for every form of the
 * console. A form that does more with these keys takes them before.
 */
export function sendByKeys(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented || event.isComposing) return;
  const form = event.target instanceof Element ? event.target.closest('form') : null;
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector<HTMLButtonElement>('button:not([type="button"])');
  // Beside the button it says why it waits; who does not look there is told.
  if (button?.ariaDisabled === 'true' && tellWaiting()) return;
  button?.click();
}
