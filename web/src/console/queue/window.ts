/** Which rows of a long list are in the document: those to be seen, some around them, never more than `most`. */
export const most = 60;

export interface Window {
  first: number;
  /** One past the last. */
  end: number;
}

export function windowOf(scrollTop: number, height: number, rowHeight: number, rows: number): Window {
  const visible = Math.ceil(height / rowHeight) + 1;
  const around = Math.max(0, Math.min(10, Math.floor((most - 1 - visible) / 2)));
  const top = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight)), Math.max(0, rows - 1));
  const first = Math.max(0, top - around);
  return { first, end: Math.min(rows, Math.min(top + visible + around, first + most - 1)) };
}

/** The rows of a window, and the one with the focus wherever it is, so that scrolling does not lose it. */
export function rowsIn(window: Window, focused: number, rows: number): number[] {
  const list = Array.from({ length: window.end - window.first }, (_, at) => window.first + at);
  return focused >= 0 && focused < rows && (focused < window.first || focused >= window.end)
    ? [...list, focused]
    : list;
}
