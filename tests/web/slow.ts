import type { CDPSession, Page } from 'playwright-core';

/**
 * What else the machine does can only make a page slower: the best of some tries is the page's own. TELL_TIMES=1 prints
 * what was measured.
 */
export async function bestOf(tries: number, limit: number, measure: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let at = 0; at < tries && best >= limit; at++) {
    const time = await measure();
    if (process.env.TELL_TIMES) console.log(`${time.toFixed(1)} of ${limit}`);
    best = Math.min(best, time);
  }
  return best;
}

/** Interface guide §13: 150 ms, 1.6 Mbit/s, a CPU four times slower. */
export async function slowDown(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 94_000
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return session;
}

/** Keeps how long the slowest answer to a key or a click took to be painted, from the next page on. */
export async function watchInteractions(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const kept = window as unknown as { slowestInteraction: number };
    kept.slowestInteraction = 0;
    const take = (entry: PerformanceEntry) => {
      const event = entry as PerformanceEntry & { interactionId: number };
      if (event.interactionId) kept.slowestInteraction = Math.max(kept.slowestInteraction, event.duration);
    };
    const observer = new PerformanceObserver(list => list.getEntries().forEach(take));
    observer.observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  });
  return () =>
    page.evaluate(
      () =>
        // What was painted last is told after its frame.
        new Promise<number>(done =>
          requestAnimationFrame(() =>
            setTimeout(() => done((window as unknown as { slowestInteraction: number }).slowestInteraction))
          )
        )
    );
}
