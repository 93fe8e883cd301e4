/**
 * Reads one at a time: an answer cannot come after that of a later question. Who asks while one is on its way gets what is
 * read after it, all of them the same.
 */
export function inTurn(read: () => Promise<void>): () => Promise<void> {
  let now: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = () => (now = read().finally(() => (now = undefined)));
  return () => {
    if (!now) return begin();
    return (next ??= now
      .catch(() => {}) // told to whoever asked for that one
      .then(() => {
        next = undefined;
        return now ?? begin();
      }));
  };
}
