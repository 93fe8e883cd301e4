import type { CDPSession, Page } from 'playwright-core';

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
