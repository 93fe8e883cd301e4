import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, look, lookTwice, phone, setUp } from './harness';

/** A Thursday. The Monday and Tuesday after it and the 25th are holidays of all Spain. */
const filed = new Date('2026-12-03T09:00:00Z');
const { shop, open, signIn, signInEmployee } = setUp(undefined, filed);

/** The shop and its people are there then; whoever was signed in is so no longer. */
async function passTo(day: string, ...pages: Page[]): Promise<void> {
  const now = new Date(`${day}T09:00:00Z`);
  for (const page of pages) await page.goto('about:blank'); // nothing is asked of a shop that is not there
  await shop.passTo(now);
  for (const page of pages) {
    await page.clock.setSystemTime(now);
    await page.context().clearCookies();
  }
}

async function customers(): Promise<Page> {
  const page = await open(phone);
  await page.clock.setSystemTime(filed);
  await signIn(page);
  return page;
}

it('counts the time to answer: working days, still while the customer completes it, warned of, missed, escalated', async () => {
  const customer = await customers();
  const reference = await shop.opened('El secador echa humo');
  await customer.goto(`/i/${reference}`);
  // Fifteen working days, without the holidays of the 7th, the 8th and the 25th.
  await customer.getByText('martes, 29 de diciembre de 2026').first().waitFor();
  await lookTwice(customer);

  const ana = await open(desk);
  await ana.clock.setSystemTime(filed);
  await signInEmployee(ana);
  await ana.goto(`/consola/i/${reference}`);
  await ana.getByRole('button', { name: 'Tomar', exact: true }).click();
  await ana.getByText('Has tomado', { exact: false }).first().waitFor();
  const agent = await shop.ana();
  await agent.post(`/incidents/${reference}/completion-request`, {
    body: 'Para tramitarla nos falta la factura.',
    missing: ['La factura']
  });
  await ana.getByText('Espera subsanación').first().waitFor();
  await ana.getByText('En pausa desde hoy').first().waitFor();
  await ana.getByText('Completa hasta: 21 dic').first().waitFor();
  await look(ana);
  await customer.goto(`/i/${reference}`);
  await customer.getByText('Te toca a ti: complétala hasta el lunes, 21 de diciembre de 2026.').first().waitFor();
  await customer.getByText('En pausa desde el jueves, 3 de diciembre de 2026').first().waitFor();
  await lookTwice(customer);

  await passTo('2026-12-09', ana, customer);
  await (await shop.lucia()).post(`/my/incidents/${reference}/completion`, { body: 'Aquí está la factura.' });
  await signIn(customer);
  await customer.goto(`/i/${reference}`);
  // From the start again, since it was not complete before.
  await customer.getByText('jueves, 31 de diciembre de 2026').first().waitFor();

  await passTo('2026-12-28', ana, customer);
  await signInEmployee(ana);
  await ana.goto('/consola/avisos');
  await ana
    .getByText(/El plazo para responder acaba pronto: .*31 de diciembre/)
    .first()
    .waitFor({ timeout: 40_000 });
  await lookTwice(ana);
  await ana.goto(`/consola/i/${reference}`);
  await ana.getByText('Quedan 3 días hábiles').first().waitFor();

  await passTo('2027-01-04', ana, customer);
  await signInEmployee(ana);
  await ana.goto('/consola/avisos');
  await ana
    .getByText(/El plazo para responder acabó: .*31 de diciembre/)
    .first()
    .waitFor({ timeout: 40_000 });
  await ana.goto(`/consola/i/${reference}`);
  await ana
    .getByText(/Vencida hace \d días/)
    .first()
    .waitFor();
  await lookTwice(ana);
  // Nothing is closed because its time is over: the customer reads that it is late.
  await signIn(customer);
  await customer.goto(`/i/${reference}`);
  await customer
    .getByText('Debimos responderte el jueves, 31 de diciembre de 2026.', { exact: false })
    .first()
    .waitFor();

  const boss = await open(desk);
  await boss.clock.setSystemTime(new Date('2027-01-04T09:00:00Z'));
  await signInEmployee(boss, 'supervision');
  await boss.goto(`/consola/i/${reference}`);
  await boss.getByRole('button', { name: 'Más acciones' }).click();
  await boss.getByRole('menuitem', { name: 'Escalar' }).click();
  const dialog = boss.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Se pasó el plazo legal.');
  await dialog.getByRole('button', { name: 'Escalar' }).click();
  await dialog.waitFor({ state: 'detached' });
  await boss.goto('/consola/escaladas');
  await boss.getByText('El secador echa humo').first().waitFor();
  await lookTwice(boss);
}, 180_000);

it('reopens within thirty days, and goes on in a new incident with the same data after them', async () => {
  await passTo('2027-02-01');
  const reference = await shop.opened('La nevera hace hielo', { order: { product: 'Nevera Ártica' } });
  await (await shop.lucia()).post(`/my/incidents/${reference}/withdrawal`);
  await passTo('2027-02-20');
  const page = await open(phone);
  await page.clock.setSystemTime(new Date('2027-02-20T09:00:00Z'));
  await signIn(page);
  await page.goto(`/i/${reference}`);
  await page.getByText('Puedes reabrirla hasta el miércoles, 3 de marzo de 2027.').first().waitFor();
  await page.getByRole('link', { name: 'Reabrir la incidencia' }).first().click();
  await page.getByLabel('Qué sigue sin resolverse').fill('Otra vez hay hielo.');
  await lookTwice(page);
  await page.getByRole('button', { name: 'Reabrir' }).click();
  await page.getByRole('article').getByText('Otra vez hay hielo.').waitFor();
  await (await shop.lucia()).post(`/my/incidents/${reference}/withdrawal`);

  await passTo('2027-04-05', page);
  await signIn(page);
  await page.goto(`/i/${reference}/reabrir`);
  await page.getByText(/El plazo para reabrirla acabó/).waitFor();
  await lookTwice(page);
  await page.getByLabel('Qué sigue sin resolverse').fill('Vuelve a hacer hielo por dentro.');
  await page.getByRole('button', { name: 'Enviar incidencia' }).click();
  await page.getByText('Hemos abierto una incidencia nueva').waitFor();
  await page.getByRole('heading', { level: 1, name: 'La nevera hace hielo' }).waitFor();
  expect(page.url()).not.toContain(reference);
  await page.getByRole('article').getByText('Vuelve a hacer hielo por dentro.').waitFor();
  const customer = await shop.lucia();
  const next = await customer.get(`/my/incidents/${page.url().split('/').at(-1)}`);
  expect(next.order.product).toBe('Nevera Ártica');
  expect(next.continues).toBe((await customer.get(`/my/incidents/${reference}`)).id);
}, 120_000);

it('lists of each person what ends today and is not over yet', async () => {
  await passTo('2027-05-03');
  const reference = await shop.opened('La plancha no calienta');
  const agent = await shop.ana();
  await agent.post(`/incidents/${reference}/take`);
  const { deadlines, assignee_id } = await agent.get(`/incidents/${reference}`);
  const lastDay = deadlines.answer_by.slice(0, 10);
  await passTo(lastDay);
  const page = await open(desk);
  await page.clock.setSystemTime(new Date(`${lastDay}T09:00:00Z`));
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/carga');
  const figure = page.locator(`a[href*="vencen-hoy"][href*="${assignee_id}"]`);
  await figure.waitFor();
  expect(await figure.textContent()).toBe('1 Vencen hoy: Ana Ruiz');
  await look(page);
  await figure.click();
  await page.getByRole('heading', { name: 'Vencen hoy', level: 1 }).waitFor();
  await page.getByText('1 incidencia', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'La plancha no calienta' }).waitFor();
  await lookTwice(page);
  await page.getByRole('button', { name: 'Quitar: Sin las vencidas' }).click();
  await page.getByRole('link', { name: 'El secador echa humo' }).waitFor();
}, 120_000);
