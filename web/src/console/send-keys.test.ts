import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sendByKeys } from './send-keys';

const sent = vi.fn((event: Event) => event.preventDefault());

beforeEach(() => {
  document.body.innerHTML =
    '<form><textarea></textarea><button type="button">Plantillas</button><button type="submit">Guardar</button></form><input />';
  document.querySelector('form')?.addEventListener('submit', sent);
  addEventListener('keydown', sendByKeys);
});
afterEach(() => {
  removeEventListener('keydown', sendByKeys);
  sent.mockClear();
});

function press(selector: string, more: KeyboardEventInit): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more });
  document.querySelector(selector)?.dispatchEvent(event);
  return event;
}

it.each(['ctrlKey', 'metaKey'])('sends the form one is in with Enter and %s, from any of its fields', held => {
  expect(press('textarea', { [held]: true }).defaultPrevented).toBe(true);
  press('button', { [held]: true });
  expect(sent).toHaveBeenCalledTimes(2);
});

it('leaves Enter alone, and what is in no form', () => {
  press('textarea', {});
  press('input', { ctrlKey: true });
  expect(sent).not.toHaveBeenCalled();
});

it('does not send what its form has sent by these keys itself', () => {
  const own = vi.fn((event: Event) => event.preventDefault());
  document.querySelector('form')?.addEventListener('keydown', own);
  press('textarea', { ctrlKey: true });
  expect(own).toHaveBeenCalledOnce();
  expect(sent).not.toHaveBeenCalled();
});
