import { expect, it } from 'vitest';
import { phone, setUp } from './harness';

const { open } = setUp();

// Interface guide §13: 150 ms, 1.6 Mbit/s, a CPU four times slower.
it.each(['/', '/abrir/motivo', '/seguir', '/entrar'])(
  'paints %s in time on a slow phone, without shifts and with few requests',
  async path => {
    const page = await open(phone);
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 200_000,
      uploadThroughput: 94_000
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    let requests = 0;
    page.on('request', () => requests++);
    await page.addInitScript(() => {
      const told = window as unknown as { lcp: number; cls: number };
      told.lcp = told.cls = 0;
      new PerformanceObserver(list => list.getEntries().forEach(entry => (told.lcp = entry.startTime))).observe({
        type: 'largest-contentful-paint',
        buffered: true
      });
      new PerformanceObserver(list =>
        list.getEntries().forEach(entry => (told.cls += (entry as PerformanceEntry & { value: number }).value))
      ).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(path);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    const { lcp, cls } = await page.evaluate(() => {
      const { lcp, cls } = window as unknown as { lcp: number; cls: number };
      return { lcp, cls };
    });
    expect(lcp).toBeGreaterThan(0);
    expect(lcp, 'largest contentful paint, ms').toBeLessThan(1500);
    expect(cls, 'layout shift').toBeLessThan(0.02);
    expect(requests, 'requests').toBeLessThanOrEqual(12);
  }
);
