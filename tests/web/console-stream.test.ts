import { expect, it } from 'vitest';
import { desk, look, setUp } from './harness';

const { shop, open, signInEmployee } = setUp();

it('reads one stream in three tabs, says when it is cut, and misses and repeats nothing afterwards', async () => {
  const reference = await shop.opened('El exprimidor no arranca');
  const customer = await shop.lucia();
  const first = await open(desk, [/ERR_INTERNET_DISCONNECTED|Failed to fetch/]);
  const context = first.context();
  let streams = 0;
  context.on('request', request => {
    if (new URL(request.url()).pathname === '/api/v1/events') ++streams;
  });
  await context.clock.install();
  await signInEmployee(first, 'supervision');
  streams = 0; // of the page that is left now
  const tabs = [first, await context.newPage(), await context.newPage()];
  for (const tab of tabs) {
    await tab.goto(`/consola/i/${reference}`);
    await tab.getByRole('heading', { name: 'El exprimidor no arranca' }).waitFor();
  }
  await customer.post(`/my/incidents/${reference}/messages`, {
    body: 'Suena, pero no gira.'
  });
  for (const tab of tabs) await tab.getByRole('article').getByText('Suena, pero no gira.').waitFor();
  const before = streams;
  await context.setOffline(true);
  await context.clock.fastForward('00:50'); // longer than a stream may be silent
  await context.clock.fastForward('01:10');
  for (const tab of tabs) await tab.getByText(/^Sin actualización desde/).waitFor();
  await look(first);
  await customer.post(`/my/incidents/${reference}/messages`, {
    body: 'Ahora ni suena.'
  });
  await context.setOffline(false);
  await context.clock.fastForward('00:31'); // the longest pause before another attempt
  for (const tab of tabs) {
    await tab.getByText(/^Sin actualización desde/).waitFor({ state: 'detached' });
    await tab.getByRole('article').getByText('Ahora ni suena.').waitFor();
    expect(await tab.getByRole('article').getByText('Ahora ni suena.').count()).toBe(1);
    expect(await tab.getByRole('article').getByText('Suena, pero no gira.').count()).toBe(1);
  }
  expect(before, 'one tab leads').toBe(1);
});
