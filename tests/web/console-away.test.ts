import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, look, lookTwice, setUp } from './harness';
import { until } from './until';

const { shop, open, signIn, signInEmployee } = setUp();

const refused = /503/; // Chromium says of each that it was refused
const minute = 61_000;
const longestPause = 45_000; // between two looks whether the service is back, and a little more

/** A service is away as nginx says it, until what is returned is called. */
async function away(page: Page, addresses: RegExp): Promise<() => Promise<void>> {
  await page.route(addresses, route =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      headers: { 'retry-after': '2' },
      body: JSON.stringify({ type: '/problems/unavailable', title: 'A part is away', status: 503 })
    })
  );
  return () => page.unroute(addresses);
}

/** Ten minutes later: the access token is over, the one that renews it is not. */
async function tokenEnds(page: Page): Promise<void> {
  const cookies = await page.context().cookies();
  const access = cookies.filter(({ name }) => /^resuelve_(employee|customer)$/.test(name));
  expect(access.length).toBeGreaterThan(0);
  for (const { name } of access) await page.context().clearCookies({ name });
}

/** Not the failure of an act, which has the same words. */
const renewalBanner = (page: Page) =>
  page.locator('.banner.aviso').filter({ hasText: 'el servicio de acceso no responde' });

it('tells employees that mail is late while notifications is away, and no longer than that', async () => {
  const page = await open(desk, [refused]);
  await page.clock.install();
  await signInEmployee(page);
  const banner = page.getByText('El correo sale con retraso', { exact: false });
  const healed = await away(page, /\/api\/v1\/notifications\//);
  expect(await banner.count()).toBe(0);
  await page.clock.fastForward(minute);
  await banner.waitFor();
  await lookTwice(page);
  await healed();
  await page.clock.fastForward(minute);
  await banner.waitFor({ state: 'detached' });
});

it('tells employees that mail is late when the service says so', async () => {
  const page = await open(desk);
  await page.route(/\/api\/v1\/notifications\/delay/, route =>
    route.fulfill({ json: { late: true, oldest_due_at: '2026-11-27T17:00:00.000Z' } })
  );
  await signInEmployee(page);
  await page.getByText('El correo sale con retraso', { exact: false }).waitFor();
});

it('lets an employee read on when the session cannot be renewed, says why, and goes on by itself', async () => {
  const reference = await shop.opened('La nevera hace ruido');
  const page = await open(desk, [refused]);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('heading', { name: 'La nevera hace ruido' }).waitFor();
  const take = page.getByRole('button', { name: 'Tomar', exact: true });
  await take.waitFor();
  const back = await away(page, /\/api\/v1\/(employees|teams)(\/|$)/);
  await tokenEnds(page);
  await take.click();
  const banner = renewalBanner(page);
  await banner.waitFor();
  // Nobody is sent away, nothing is lost, and nothing is sent in vain.
  expect(new URL(page.url()).pathname).toBe(`/consola/i/${reference}`);
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.getByRole('heading', { name: 'La nevera hace ruido' }).waitFor();
  await until(async () => (await take.getAttribute('aria-disabled')) === 'true');
  await lookTwice(page);
  const asked: string[] = [];
  page.on('request', request => request.method() === 'POST' && asked.push(new URL(request.url()).pathname));
  await take.click({ force: true });
  await until(async () => asked.length > 1); // the renewal goes on in the background, and nothing else
  expect(new Set(asked)).toEqual(new Set(['/api/v1/employees/sessions/refresh']));

  await back();
  await banner.waitFor({ state: 'detached', timeout: longestPause });
  await until(async () => (await take.getAttribute('aria-disabled')) === null);
  await take.click();
  await page.getByText('En curso', { exact: true }).first().waitFor();
});

it('lets a customer read on when the session cannot be renewed', async () => {
  const reference = await shop.opened('El horno no cierra');
  const page = await open(desk, [refused]);
  await signIn(page);
  await page.goto(`/i/${reference}`);
  await page.getByRole('heading', { name: 'El horno no cierra' }).waitFor();
  const message = page.getByLabel('Mensaje', { exact: false }).first();
  await message.fill('Sigue igual que ayer.');
  const back = await away(page, /\/api\/v1\/customers(\/|$)/);
  await tokenEnds(page);
  await page
    .getByRole('button', { name: /^Enviar/ })
    .first()
    .click();
  const banner = renewalBanner(page);
  await banner.waitFor();
  expect(new URL(page.url()).pathname).toBe(`/i/${reference}`);
  await page.getByRole('heading', { name: 'El horno no cierra' }).waitFor();
  expect(await message.inputValue()).toBe('Sigue igual que ayer.');
  await look(page);
  await back();
  await banner.waitFor({ state: 'detached', timeout: longestPause });
  await page
    .getByRole('button', { name: /^Enviar/ })
    .first()
    .click();
  await page.getByRole('article').getByText('Sigue igual que ayer.').waitFor();
});
