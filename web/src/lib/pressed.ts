/** Leaving a field by pressing a button must not move that button away from under the pointer: what changes the layout
 * waits until the press is over. */
let pressed = false;
let waiting: (() => void)[] = [];

if (typeof window !== 'undefined') {
  addEventListener('pointerdown', () => (pressed = true), true);
  for (const end of ['pointerup', 'pointercancel'])
    addEventListener(
      end,
      () =>
        // The click comes after the pointer is up, before this.
        setTimeout(() => {
          pressed = false;
          const due = waiting;
          waiting = [];
          due.forEach(run => run());
        }),
      true
    );
}

/** Now, or when the pointer that is down is up and its click was told. */
export function afterPress(run: () => void): void {
  if (pressed) waiting.push(run);
  else run();
}
