import { expect, it } from 'vitest';
import type { Page, Route } from 'playwright-core';
import { desk, focused, look, lookTwice, phone, setUp } from './harness';
import { until } from './until';

const { shop, open, signIn, signInEmployee } = setUp();

/** Has the session of the page end soon, until its person signs in again. */
async function endsSoon(page: Page, kind: 'customers' | 'employees'): Promise<void> {
  await page.clock.install();
  let again = false;
  const own = (url: URL) => url.pathname === `/api/v1/${kind}/sessions`;
  await page.route(own, async route => {
    const answer = await route.fetch();
    if (route.request().method() === 'POST') again = true;
    if (again || route.request().method() !== 'GET') return route.fulfill({ response: answer });
    const { items, next_cursor } = await answer.json();
    const soon = new Date(Date.now() + 90_000).toISOString();
    return route.fulfill({
      json: { items: items.map((one: object) => ({ ...one, expires_at: soon })), next_cursor }
    });
  });
}

it('warns an employee two minutes before the session ends, who goes on in place with what was written', async () => {
  const page = await open(desk);
  await signInEmployee(page);
  await endsSoon(page, 'employees');
  await page.goto('/consola/cola/mias');
  await page.getByRole('row').nth(1).waitFor();
  await page.getByRole('link', { name: /^Mías.*\d/ }).waitFor();
  await page.locator('[role=row] a').first().click();
  const text = page.getByRole('textbox', { name: /Respuesta|Mensaje/ }).first();
  await text.fill('Mientras escribía, la sesión llegó a su fin.');
  await page.clock.runFor(31_000);
  const warning = page.getByRole('alert').filter({ hasText: 'Tu sesión termina a las' });
  await warning.waitFor();
  await lookTwice(page);
  expect(await focused(page), 'who writes goes on writing').not.toBe('Seguir');
  await warning.getByRole('button', { name: 'Seguir' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Vuelve a entrar' });
  await dialog.waitFor();
  await look(page);
  await dialog.getByLabel('Contraseña', { exact: true }).fill('faro-nube-cuchara-7');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await warning.waitFor({ state: 'detached' });
  expect(await text.inputValue()).toBe('Mientras escribía, la sesión llegó a su fin.');
});

it('warns a customer on a phone', async () => {
  const page = await open(phone);
  await signIn(page);
  await endsSoon(page, 'customers');
  await page.goto('/cuenta');
  await page.getByRole('navigation').getByRole('link', { name: 'Mi cuenta' }).waitFor();
  await page.waitForLoadState('networkidle'); // what looks at the end comes after the page
  await page.clock.runFor(31_000);
  const warning = page.getByRole('alert').filter({ hasText: 'Tu sesión termina a las' });
  await warning.waitFor();
  await lookTwice(page);
  await warning.getByRole('button', { name: 'Seguir' }).click();
  const dialog = page.getByRole('dialog', { name: 'Vuelve a entrar' });
  await look(page);
  await dialog.getByLabel('Contraseña', { exact: true }).fill('cafetera-rota-2026');
  await dialog.getByRole('button', { name: 'Entrar', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await warning.waitFor({ state: 'detached' });
});

/** A loaded page of somebody who is signed in, and what they leave by. */
async function signedIn(enter: (page: Page) => Promise<void>, address: string) {
  const page = await open(desk);
  await enter(page);
  await page.goto(address);
  const leave = page.getByRole('button', { name: 'Salir' });
  await leave.waitFor();
  await page.waitForLoadState('load');
  return { page, leave };
}

it.each([
  ['customer', signIn, '/cuenta', 'resuelve_customer'],
  ['employee', signInEmployee, '/consola/yo', 'resuelve_employee']
])(
  'ends the session of a %s on the server, also when its token ran out before',
  async (kind, enter, address, cookie) => {
    const { page, leave } = await signedIn(enter, address);
    await page.context().clearCookies({ name: cookie });
    const kept = await page.context().cookies();
    expect(kept.map(one => one.name)).toContain(`${cookie}_refresh`);
    await leave.click();
    await until(async () => (await page.context().cookies()).every(one => one.name !== `${cookie}_refresh`));
    await page.context().addCookies(kept);
    const left = await page.evaluate(async path => {
      const headers = { 'content-type': 'application/json', 'x-requested-with': 'resuelve' };
      return (await fetch(path, { method: 'POST', headers, body: '{}' })).status;
    }, `/api/v1/${kind}s/sessions/refresh`);
    expect(left, 'what is left of the session').toBe(401);
  }
);

const customer = [signIn, '/cuenta', 'resuelve_customer', 'Entra en tu cuenta para ver esto'] as const;
const employee = [signInEmployee, '/consola/yo', 'resuelve_employee', 'Contraseña'] as const;

it.each([
  ['customer', 'is cut', ...customer],
  ['employee', 'is cut', ...employee],
  ['customer', 'hangs', ...customer],
  ['employee', 'hangs', ...employee]
])(
  'lets nobody in as the %s who left while the line %s, and ends that session once it answers',
  async (_, line, enter, address, cookie, outside) => {
    const { page, leave } = await signedIn(enter, address);
    const names = [cookie, `${cookie}_refresh`];
    const own = /\/sessions\/(current|refresh)$/;
    let isGood = false;
    const hanging: Route[] = [];
    await page.route(own, async route => {
      if (isGood) await route.continue();
      else if (line === 'hangs') hanging.push(route);
      else await route.abort();
    });
    /** Until the line is given up on that hangs since `begin`. */
    const wait = async (begin: () => Promise<unknown>) => {
      const asked = page.waitForRequest(own);
      await begin();
      await asked;
      if (line === 'hangs') await page.clock.fastForward('00:08');
    };
    await page.clock.install();
    await wait(() => leave.click());
    await page.getByText('la sesión terminará del todo en cuanto la haya').first().waitFor();
    await lookTwice(page);
    const areThere = async () => (await page.context().cookies()).some(({ name }) => names.includes(name));
    expect(await areThere()).toBe(true);

    hanging.splice(0); // they end with their page
    await wait(() => page.goto(address));
    await page.getByText(outside).first().waitFor();
    expect(await page.getByRole('button', { name: 'Salir' }).count()).toBe(0);
    isGood = true;
    await Promise.all(hanging.map(route => route.abort()));
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await until(async () => !(await areThere()));
    await enter(page);
    await page.goto(address);
    await leave.waitFor();
  }
);

it('renews the session of a key while that can be, and warns two minutes before its end: a new link goes on', async () => {
  const { reference, session } = await shop.filed({
    subject: 'La bandeja llegó doblada',
    description: 'Venía doblada en la caja.',
    contact: { name: 'Olga Prat', email: 'olga.bandeja@example.com' }
  });
  const page = await open(phone);
  await page.goto('/seguir');
  await page.evaluate(claim => sessionStorage.setItem('resuelve_claims', JSON.stringify([claim])), {
    ...session,
    reference
  });
  let passed = 0; // ms that the page is ahead
  let may: 'yes' | 'cut' | 'no' = 'yes';
  let renewals = 0;
  await page.route('**/claims/sessions/renewal', async route => {
    renewals++;
    if (may === 'cut') return route.abort();
    if (may === 'no')
      return route.fulfill({ status: 401, json: { type: '/problems/session-expired', title: '', status: 401 } });
    const expires_at = new Date(Date.now() + passed + 600_000).toISOString();
    return route.fulfill({ json: { ...(await (await route.fetch()).json()), expires_at } });
  });
  const later = async (minutes: number) => {
    passed += minutes * 60_000;
    await page.clock.fastForward(minutes * 60_000);
  };
  await page.clock.install();
  await page.goto(`/i/${reference}`);
  const text = page.getByLabel('Tu mensaje para la tienda');
  await text.fill('La doblaron ellos.');
  await later(1); // the first look has been
  await later(7.5);
  await expect.poll(() => renewals).toBe(1);
  const warning = page.getByRole('alert').filter({ hasText: 'El acceso con la clave termina a las' });
  expect(await warning.count()).toBe(0);

  // Without a network for a moment: one key press goes on once it is back.
  may = 'cut';
  await later(8.5);
  await warning.waitFor();
  await lookTwice(page);
  may = 'yes';
  await warning.getByRole('button', { name: 'Seguir' }).focus();
  await page.keyboard.press('Enter');
  await warning.waitFor({ state: 'detached' });

  may = 'no';
  await later(8.5);
  await warning.waitFor();
  await warning.getByRole('button', { name: 'Seguir' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Pide otro enlace' });
  await dialog.getByLabel('Correo electrónico').fill('olga.bandeja@example.com');
  await look(page);
  await dialog.getByRole('button', { name: 'Enviarme un enlace' }).click();
  await dialog.getByText('Ábrelo en este navegador').waitFor();
  may = 'yes'; // the page is ahead of the server: what the link opens is renewed at once here
  const tab = await page.context().newPage();
  await tab.goto(await shop.mailedLink('olga.bandeja@example.com', 'access'));
  await tab.getByRole('button', { name: 'Ver mi incidencia' }).click();
  await dialog.waitFor({ state: 'detached' });
  await warning.waitFor({ state: 'detached' });
  expect(await text.inputValue()).toBe('La doblaron ellos.');
});
