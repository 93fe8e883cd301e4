import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, phone, setUp } from './harness';

// "Ver más": how far a list was read is in the address, so that Back and a reload show the same rows.

const { shop, open, signIn, signInEmployee } = setUp();

const reader = { email: 'nerea@example.com', password: 'tazas en la alacena' };

/** A customer with so many incidents. */
async function customerWith(count: number) {
  await fetch(`${shop.base}/api/v1/customers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...reader, first_name: 'Nerea', last_name: 'Sanz' })
  });
  const customer = await shop.as('customers', reader.email, reader.password);
  for (let at = 1; at <= count; at++)
    await customer.post('/my/incidents', { subject: `Taza ${at}`, description: 'La taza vino rota.', points: [] });
}

/** Reads a list of pages to its third one, goes away and comes back, and loads the page again. */
async function comesBack(page: Page, rows: () => Promise<number>, pages: [number, number, number], row: string) {
  const more = page.getByRole('button', { name: /^Ver más/ });
  for (const [shown, first] of [
    [pages[1], pages[0]],
    [pages[2], pages[1]]
  ] as const) {
    await more.click();
    await expect.poll(rows).toBe(shown);
    const place = await page.evaluate(selector => {
      const all = [...document.querySelectorAll(selector)];
      return all.findIndex(one => one.contains(document.activeElement));
    }, row);
    expect(place, 'the first new one has the focus').toBe(first);
  }
  await page.reload();
  await expect.poll(rows).toBe(pages[2]);
  await page.locator(row).last().getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: /Taza/ }).waitFor();
  await page.reload(); // nothing is held of the list any more
  await page.getByRole('heading', { level: 1, name: /Taza/ }).waitFor();
  await page.goBack();
  await expect.poll(rows).toBe(pages[2]);
}

it('keeps how far a list was read in the address: the account, a customer of the console, a search', async () => {
  await customerWith(61);
  const page = await open(phone);
  await signIn(page, reader.email, reader.password);
  await page.goto('/cuenta');
  const own = page.locator('#incidents li');
  await expect.poll(() => own.count()).toBe(20);
  await comesBack(page, () => own.count(), [20, 40, 60], '#incidents li');
  // Another list begins at its beginning.
  await page.getByLabel('Buscar').fill('Taza');
  await page.getByRole('button', { name: 'Buscar' }).click();
  await expect.poll(() => own.count()).toBe(20);
  expect(new URL(page.url()).search).toBe('?q=Taza');

  const desktop = await open(desk);
  await signInEmployee(desktop, 'supervision');
  const { items } = await (await shop.supervisor()).get('/incidents?q=Taza&limit=1');
  const listed = desktop.locator('[data-item]');
  for (const path of [`/consola/cliente/${items[0].customer_id}`, '/consola/buscar?q=taza&sort=-created']) {
    await desktop.goto(path);
    await expect.poll(() => listed.count()).toBe(25);
    await comesBack(desktop, () => listed.count(), [25, 50, 61], '[data-item]');
  }
});
