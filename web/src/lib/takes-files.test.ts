import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { takesFiles } from './takes-files';

const photo = new File(['x'], 'foto.png', { type: 'image/png' });
let box: HTMLElement;
let stop: unknown;
const add = vi.fn();

/** happy-dom has no such events with data: what the code reads of them. */
function event(type: string, name: 'clipboardData' | 'dataTransfer', files: File[], types: string[]): Event {
  const made = new Event(type, { bubbles: true, cancelable: true });
  Object.defineProperty(made, name, { value: { files, types } });
  return made;
}

beforeEach(() => {
  document.body.innerHTML = '<div><textarea></textarea><p></p></div>';
  box = document.querySelector('div') as HTMLElement;
  stop = takesFiles(add)(box);
  add.mockClear();
});
afterEach(() => typeof stop === 'function' && void stop());

it('takes files that are pasted, and leaves text to the field', () => {
  const field = document.querySelector('textarea') as HTMLElement;
  const files = event('paste', 'clipboardData', [photo], ['Files']);
  field.dispatchEvent(files);
  expect(add).toHaveBeenCalledWith([photo]);
  expect(files.defaultPrevented).toBe(true);
  const both = event('paste', 'clipboardData', [photo], ['text/plain', 'Files']);
  const text = event('paste', 'clipboardData', [], ['text/plain']);
  for (const one of [both, text]) {
    field.dispatchEvent(one);
    expect(one.defaultPrevented).toBe(false);
  }
  expect(add).toHaveBeenCalledTimes(1);
});

it('takes files that are dropped, says where they would go, and takes none twice', () => {
  box.dispatchEvent(event('dragover', 'dataTransfer', [], ['Files']));
  expect(box.className).toBe('drop-here');
  box.dispatchEvent(event('drop', 'dataTransfer', [photo], ['Files']));
  expect(box.className).toBe('');
  expect(add).toHaveBeenCalledWith([photo]);
  box.dispatchEvent(event('dragover', 'dataTransfer', [], ['text/plain']));
  expect(box.className).toBe('');
  // The picker within has its own place for files.
  const picker = document.querySelector('p') as HTMLElement;
  picker.addEventListener('drop', one => one.preventDefault());
  picker.dispatchEvent(event('drop', 'dataTransfer', [photo], ['Files']));
  expect(add).toHaveBeenCalledTimes(1);
});
