/** Waits until something holds, at most `most` milliseconds. */
export async function until(holds: () => Promise<boolean>, most = 20_000): Promise<void> {
  const end = Date.now() + most;
  while (Date.now() < end) {
    if (await holds()) return;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error('waited in vain');
}
