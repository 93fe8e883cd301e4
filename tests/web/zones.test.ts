import { describe, expect, it } from 'vitest';
import { desk, phone, setUp } from './harness';
import { until } from './until';

const { shop, open, signIn, signInEmployee } = setUp();

// The device is elsewhere: days and hours are the shop's all the same.
const away = { ...desk, timezoneId: 'America/Los_Angeles' };

/** "2026-12-16 18:00": what the shop's clocks show at a moment. */
const inTheShop = (at: string | number | Date): string =>
  new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Madrid', dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(at)
  );
const dayAhead = (days: number): string => inTheShop(Date.now() + days * 86_400_000).slice(0, 10);

describe('past midnight in the shop, where it is the day before by UTC', () => {
  const midnight = new Date('2026-12-15T23:30:00Z');

  it('takes today as the day of a purchase, and tomorrow as one to come', async () => {
    const page = await open({ ...phone, timezoneId: 'America/Los_Angeles' });
    await page.clock.setFixedTime(midnight);
    await page.goto('/abrir/productos');
    const day = page.getByLabel('Fecha de compra');
    await day.fill('2026-12-17');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: 'Pon una fecha que ya haya pasado.' }).waitFor();
    await day.fill('2026-12-16');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.waitForURL('**/abrir/motivo');
  });

  it('takes today as a day to be born on', async () => {
    const page = await open(away);
    await signIn(page);
    await page.clock.setFixedTime(midnight);
    await page.goto('/cuenta/datos');
    const day = page.getByLabel('Fecha de nacimiento');
    await day.fill('2026-12-17');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByRole('link', { name: 'Pon una fecha que ya haya pasado.' }).waitFor();
    await day.fill('2026-12-16');
    const sent = page.waitForRequest(request => request.method() === 'PATCH');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await sent; // the server has its own clock
  });
});

it("waits for a third party until six o'clock of the shop", async () => {
  const reference = await shop.opened('La pieza viene de lejos');
  const ana = await shop.ana();
  await ana.post(`/incidents/${reference}/take`);
  const page = await open(away);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('tab', { name: 'Espera a tercero' }).click();
  await page.getByLabel('A quién esperamos y para qué').fill('El fabricante manda la pieza.');
  await page.getByLabel('Cuándo han prometido contestar').fill(dayAhead(3));
  await page.getByRole('button', { name: 'Poner en espera' }).click();
  await until(async () => (await ana.get(`/incidents/${reference}`)).status === 'awaiting_third_party');
  const told = JSON.stringify(await ana.get(`/incidents/${reference}/timeline`));
  expect(inTheShop(/"until":"([^"]+)"/.exec(told)?.[1] ?? 0)).toBe(`${dayAhead(3)} 18:00`);
});

it('has a token expire at the end of a day of the shop', async () => {
  const page = await open(away);
  await signInEmployee(page, 'admin');
  await page.goto('/consola/admin/tokens');
  await page.getByLabel('Nombre').fill('Almacén de lejos');
  await page.getByRole('checkbox').first().check();
  await page.getByLabel('Caduca').fill(dayAhead(30));
  await page.getByRole('button', { name: 'Crear token' }).click();
  await page.getByText('Token «Almacén de lejos» creado').waitFor();
  const { items } = await (await shop.admin()).get('/employees/tokens');
  const { expires_at } = items.find((one: { name: string }) => one.name === 'Almacén de lejos');
  expect(inTheShop(expires_at)).toBe(`${dayAhead(30)} 23:59`);
});

it('is away until a day of the shop, and shows that day again', async () => {
  const page = await open(away);
  await signInEmployee(page);
  await page.goto('/consola/yo');
  await page.getByLabel('Ahora no trabajo').check();
  const back = page.getByLabel('Vuelvo el');
  await back.fill(dayAhead(5));
  await page.getByRole('button', { name: 'Guardar' }).first().click();
  await page.getByText('Preferencias guardadas').waitFor();
  const { away: kept } = await (await shop.ana()).get('/employees/me/preferences');
  expect(inTheShop(kept.until)).toBe(`${dayAhead(5)} 00:00`);
  await page.reload();
  expect(await back.inputValue()).toBe(dayAhead(5));
});
