const longest = 30_000;

/** How long to wait after so many failures before: 1, 2, 4 … 30 s, with some spread so that not all come at once. */
export const backOff = (failures: number): number =>
  Math.min(longest, 1_000 * 2 ** failures) * (0.75 + Math.random() / 2);
