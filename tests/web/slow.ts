import type { CDPSession, Page } from 'playwright-core';

/**
 * What else the machine does can only make a page slower: the best of some tries is the page's own. TELL_TIMES=1 prints
 * what was measured.
 */
export async function bestOf(tries: number, limit: number, measure: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let at = 0; at < tries && best >= limit; at++) {
    const time = await measure();
    if (process.env.TELL_TIMES) console.log(`${time.toFixed(1)} of ${limit}, the processor at ${speed().toFixed(2)}`);
    best = Math.min(best, time);
  }
  return best;
}

/** How often `work` is done in a second on one core of the machine that the budgets are stated for, left alone. */
const referenceSpeed = 175;

/** Some work as pages do it: lists, sorting, texts. */
function work(): number {
  const numbers = Array.from({ length: 20_000 }, (_, at) => (at * 7_919) % 20_011).sort((a, b) => a - b);
  return JSON.stringify(numbers).length + numbers.map(one => one.toString(36)).join('').length;
}

/** How fast the processor is now: 1 for that of the reference. The best of some moments, so that it is not thought too slow. */
function speed(): number {
  let best = 0;
  for (let moment = 0; moment < 6; moment++) {
    const begun = performance.now();
    let done = 0;
    for (; performance.now() - begun < 50; done++) work();
    best = Math.max(best, (done * 1_000) / (performance.now() - begun));
  }
  return best / referenceSpeed;
}

/**
 * Four times slower than the reference: where the machine is slower itself, or shared with others, so much less is taken
 * away. Chrome's developer tools calibrate their devices alike.
 */
export const slowProcessor = (session: CDPSession): Promise<unknown> =>
  session.send('Emulation.setCPUThrottlingRate', { rate: Math.max(1, 4 * Math.min(1, speed())) });
export const fullProcessor = (session: CDPSession): Promise<unknown> =>
  session.send('Emulation.setCPUThrottlingRate', { rate: 1 });

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
  await slowProcessor(session);
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
