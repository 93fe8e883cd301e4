import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, kept, look, lookTwice, narrow, phone, photo, setUp } from './harness';
import { until } from './until';

const { shop, open, signIn } = setUp();

const incident = (subject: string, points: string[]) => shop.opened(subject, { points, category: 'defect' });

/** The choices of a point of a proposal. */
const decisionOn = (page: Page) => (point: number, answer: string) =>
  page.getByRole('group', { name: `Tu decisión sobre el punto ${point}` }).getByLabel(answer, { exact: true });

describe('talking about an incident', () => {
  it('goes both ways at once, announced, without moving the page', async () => {
    const reference = await incident('El molinillo no muele', []);
    const page = await open(desk);
    await signIn(page);
    await page.goto(`/i/${reference}`);
    await page.getByRole('heading', { name: 'El molinillo no muele' }).waitFor();
    await page.getByLabel('Tu mensaje para la tienda').fill('Ahora tampoco enciende.');
    await page.getByLabel(/Fotos o documentos/).setInputFiles([await photo(page, 'molinillo.jpg')]);
    await page.getByText('molinillo.jpg', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Enviar mensaje' }).click();
    await page.getByRole('article').getByText('Ahora tampoco enciende.').waitFor();
    await page
      .getByRole('article')
      .getByRole('button', { name: /molinillo.jpg/ })
      .waitFor();
    await until(async () => (await page.getByLabel('Tu mensaje para la tienda').inputValue()) === '');
    await lookTwice(page);

    await page.evaluate(() => scrollTo(0, 0));
    const ana = await shop.supervisor();
    await ana.post(`/incidents/${reference}/take`);
    await ana.post(`/incidents/${reference}/messages`, { body: '¿Qué luz se ve al encender?', visibility: 'public' });
    await ana.post(`/incidents/${reference}/messages`, {
      body: 'Nota interna que nadie de fuera ve.',
      visibility: 'internal'
    });
    await page.getByRole('article').getByText('¿Qué luz se ve al encender?').waitFor();
    await expect.poll(() => page.locator('[aria-live=polite]').first().textContent()).toContain('mensaje');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await page.locator('main').innerText()).not.toContain('Nota interna');
    await look(page);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /molinillo.jpg/ }).click()
    ]);
    expect(download.suggestedFilename()).toBe('molinillo.jpg');
  });

  it('keeps what is written over a reload and a cut connection, and sends it once', async () => {
    const reference = await incident('La balanza marca de más', []);
    const page = await open(phone);
    await signIn(page);
    await page.goto(`/i/${reference}`);
    await page.getByLabel('Tu mensaje para la tienda').fill('Marca 200 g sin nada encima.');
    await kept(page, 'Marca 200 g sin nada encima.');
    await page.reload();
    await expect
      .poll(() => page.getByLabel('Tu mensaje para la tienda').inputValue())
      .toBe('Marca 200 g sin nada encima.');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Enviar mensaje' }).click();
    await page.getByText('Guardado en este dispositivo, sin enviar').waitFor();
    await look(page);
    // Also after a reload, for which the network has to be there: the request alone is cut.
    await page.route('**/messages', route => route.abort());
    await page.context().setOffline(false);
    await page.reload();
    await page.getByText('Guardado en este dispositivo, sin enviar').waitFor();
    await look(page);
    await page.unroute('**/messages');
    await page.getByRole('button', { name: 'Reintentar' }).click();
    await page.getByRole('article').getByText('Marca 200 g sin nada encima.').waitFor();
    const customer = await shop.as('customers', 'lucia@example.com', 'cafetera-rota-2026');
    const { items } = await customer.get(`/my/incidents/${reference}/timeline`);
    expect(items.filter((one: { body: { text?: string } }) => one.body.text?.startsWith('Marca 200 g'))).toHaveLength(
      1
    );
  });

  it.each([
    ['on a phone', phone],
    ['at 400 % with forced colours', narrow]
  ])('is settled point by point %s: two accepted, one refused, improved, all accepted, rated', async (_, size) => {
    const reference = await incident('El robot se atasca', ['Que lo reparen', 'Un cepillo nuevo', 'El envío gratis']);
    const boss = await shop.supervisor();
    await boss.propose(reference, ['upheld', 'upheld', 'rejected']);
    const page = await open(size);
    await signIn(page);
    await page.goto(`/i/${reference}`);
    await page.getByText('Tienes una propuesta').waitFor();
    await lookTwice(page);
    await page.getByRole('link', { name: 'Ver la propuesta' }).click();
    await page.getByRole('heading', { name: 'Nuestra propuesta' }).waitFor();
    await lookTwice(page);
    await page.getByRole('button', { name: 'Enviar mi decisión' }).click();
    await page.getByRole('link', { name: /Decide el punto 1/ }).waitFor();
    await look(page);
    const decide = (point: number, answer: string) =>
      page
        .getByRole('group', { name: `Tu decisión sobre el punto ${point}` })
        .getByLabel(answer, { exact: true })
        .check();
    await decide(1, 'Acepto');
    await decide(2, 'Acepto');
    await decide(3, 'No acepto');
    await page.getByRole('button', { name: 'Enviar mi decisión' }).click();
    await page.getByRole('link', { name: /Cuéntanos por qué no aceptas/ }).waitFor();
    await page.getByLabel('¿Por qué no aceptas?').fill('El envío lo pagué yo las dos veces.');
    await page.getByText('Aceptas 2 puntos de 3 y rechazas 1.').waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Enviar mi decisión' }).click();
    await page.getByText('La estamos revisando').waitFor();
    await page.getByText('El envío lo pagué yo las dos veces.').waitFor();

    await boss.propose(reference, ['upheld', 'upheld', 'upheld']);
    await page.getByRole('link', { name: 'Ver la propuesta' }).click();
    for (const point of [1, 2, 3]) await decide(point, 'Acepto');
    await page.getByRole('button', { name: 'Enviar mi decisión' }).click();
    await page.getByRole('heading', { name: '¿Cómo te hemos atendido?' }).waitFor();
    await lookTwice(page);
    await page.getByRole('button', { name: 'Enviar valoración' }).click();
    await page.getByRole('link', { name: 'Elige una valoración.' }).waitFor();
    await page.getByLabel('4, bien').check();
    await page.getByLabel(/por qué/).fill('Rápido al final.');
    await page.getByRole('button', { name: 'Enviar valoración' }).click();
    await page.getByRole('heading', { name: 'Gracias por tu valoración' }).waitFor();
    await look(page);
    expect(await boss.get(`/incidents/${reference}`)).toMatchObject({
      status: 'closed',
      closed_as: 'confirmed',
      satisfaction: { score: 4, comment: 'Rápido al final.' }
    });
  });

  it('is reopened within the term, with a reason', async () => {
    const page = await open(desk);
    await signIn(page);
    const reference = await incident('El ventilador hace ruido', []);
    await page.goto(`/i/${reference}`);
    await page.getByRole('button', { name: 'Retirar la incidencia' }).click();
    await page.getByRole('dialog').waitFor();
    await look(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Retirar', exact: true }).click();
    await page.getByText('Retirada', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Reabrir la incidencia' }).click();
    await page.getByRole('heading', { name: '¿Por qué quieres reabrirla?' }).waitFor();
    await lookTwice(page);
    await page.getByRole('button', { name: 'Reabrir' }).click();
    await page.getByRole('link', { name: /Cuéntanos por qué/ }).waitFor();
    await page.getByLabel('Qué sigue sin resolverse').fill('El ruido ha vuelto.');
    await page.getByRole('button', { name: 'Reabrir' }).click();
    await page.getByText('La estamos revisando').waitFor();
    await page.getByRole('button', { name: 'Hablar con una persona' }).click();
    await page.getByText(/Has pedido hablar con una persona\. Se pondrá/).waitFor();
    await look(page);
  });

  it('is completed when the shop asks for what is missing', async () => {
    const reference = await incident('La estufa no enciende', []);
    const boss = await shop.supervisor();
    await boss.post(`/incidents/${reference}/take`);
    await boss.post(`/incidents/${reference}/completion-request`, {
      body: 'Necesitamos esto para tramitarla.',
      missing: ['La factura', 'Una foto de la placa']
    });
    const page = await open(phone);
    await signIn(page);
    await page.goto(`/i/${reference}`);
    await page.getByText('Faltan datos para tramitarla').waitFor();
    await lookTwice(page);
    await page.getByLabel('Tu mensaje para la tienda').fill('La factura es la F-2026-118; la placa dice EST-4.');
    await page.getByRole('button', { name: 'Enviar lo que falta' }).click();
    await page.getByText('La estamos revisando').waitFor();
    await until(async () => (await boss.get(`/incidents/${reference}`)).status === 'in_progress');
  });

  it('is decided on the proposal that was read: a newer one is shown, and what still holds is kept', async () => {
    const reference = await incident('El hervidor pierde agua', ['Que lo cambien', 'El envío gratis']);
    const boss = await shop.supervisor();
    await boss.propose(reference, ['upheld', 'rejected']);
    const page = await open(phone);
    await signIn(page);
    await page.goto(`/i/${reference}/propuesta`);
    const decision = decisionOn(page);
    await decision(1, 'Acepto').check();
    await decision(2, 'No acepto').check();
    await page.getByLabel('¿Por qué no aceptas?').fill('El envío lo pagué yo.');
    await kept(page, 'El envío lo pagué yo.');

    // On another device it is refused, and the shop offers more for the second point.
    const customer = await shop.lucia();
    await customer.post(`/my/incidents/${reference}/refusal`, { reason: 'El envío.', points: [2] });
    await boss.propose(reference, ['upheld', 'upheld']);
    await page.getByRole('button', { name: 'Enviar mi decisión' }).click();
    await page.getByText('La tienda ha cambiado su propuesta').waitFor();
    expect((await customer.get(`/my/incidents/${reference}`)).status).toBe('resolution_proposed');
    await page.getByText('La respuesta a este punto ha cambiado').waitFor();
    expect(await decision(1, 'Acepto').isChecked()).toBe(true);
    expect(await decision(2, 'No acepto').isChecked()).toBe(false);
    await lookTwice(page);
    await decision(2, 'No acepto').check();
    expect(await page.getByLabel('¿Por qué no aceptas?').inputValue()).toBe('El envío lo pagué yo.');
    await decision(2, 'Acepto').check();
    await page.getByRole('button', { name: 'Enviar mi decisión' }).click();
    await page.waitForURL('**/valorar');
    expect((await customer.get(`/my/incidents/${reference}`)).closed_as).toBe('confirmed');
  });

  it('keeps the decision on a proposal, a reopening, a rating and a request over reloads, until they are sent', async () => {
    const reference = await incident('La plancha gotea', ['Que la reparen', 'El envío gratis']);
    const boss = await shop.supervisor();
    await boss.propose(reference, ['upheld', 'rejected']);
    const page = await open(phone);
    await signIn(page);
    await page.goto(`/i/${reference}/propuesta`);
    const decision = decisionOn(page);
    await decision(1, 'Acepto').check();
    await decision(2, 'No acepto').check();
    await page.getByLabel('¿Por qué no aceptas?').fill('Lo pagué dos veces.');
    await kept(page, 'Lo pagué dos veces.');
    // A day later too: who is signed in comes back to it.
    await page.clock.setSystemTime(Date.now() + 40 * 3_600_000);
    await page.reload();
    await expect.poll(() => page.getByLabel('¿Por qué no aceptas?').inputValue()).toBe('Lo pagué dos veces.');
    expect(await decision(1, 'Acepto').isChecked()).toBe(true);
    expect(await decision(2, 'No acepto').isChecked()).toBe(true);

    // Somebody withdraws it elsewhere: the state is said, what is possible now, and what was written.
    const customer = await shop.lucia();
    await customer.post(`/my/incidents/${reference}/withdrawal`);
    await page.getByRole('button', { name: 'Enviar mi decisión' }).click();
    await page.getByText('Esto ya no se puede hacer').waitFor();
    await page.getByText('Retirada', { exact: true }).waitFor();
    await page.getByText('Lo pagué dos veces.').waitFor();
    await lookTwice(page);

    await page.getByRole('link', { name: 'Reabrir la incidencia' }).click();
    await page.getByLabel('Qué sigue sin resolverse').fill('La propuesta estaba bien.');
    await kept(page, 'La propuesta estaba bien.');
    await page.reload();
    await expect.poll(() => page.getByLabel('Qué sigue sin resolverse').inputValue()).toBe('La propuesta estaba bien.');
    await customer.post(`/my/incidents/${reference}/reopening`, { reason: 'Ya.' });
    await page.getByRole('button', { name: 'Reabrir' }).click();
    await page.getByText('Esto ya no se puede hacer').waitFor();
    await page.getByText('La propuesta estaba bien.').waitFor();
    await look(page);

    await customer.post(`/my/incidents/${reference}/withdrawal`);
    await page.goto(`/i/${reference}/valorar`);
    await page.getByLabel('4, bien').check();
    await kept(page, '"score":"4"');
    await page.reload();
    await expect.poll(() => page.getByLabel('4, bien').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Enviar valoración' }).click();
    await page.getByRole('heading', { name: 'Gracias por tu valoración' }).waitFor();
    const left = () => page.evaluate(() => Object.keys(localStorage).filter(key => key.includes('rate:')));
    await expect.poll(left).toEqual([]);

    await page.goto('/cuenta/datos');
    await page.getByRole('button', { name: 'Hacer una solicitud' }).click();
    await page.getByLabel('Limitar el uso de mis datos').check();
    await page.getByLabel('Qué datos y por qué').fill('Mi teléfono.');
    await page.getByLabel('Dirección').fill('Calle Sol 3');
    await kept(page, 'Mi teléfono.');
    await kept(page, 'Calle Sol 3');
    await page.reload();
    await expect.poll(() => page.getByLabel('Qué datos y por qué').inputValue()).toBe('Mi teléfono.');
    await expect.poll(() => page.getByLabel('Dirección').inputValue()).toBe('Calle Sol 3');
  });

  it('says the state and keeps the text when the incident was closed while writing', async () => {
    const reference = await incident('El cazo se abolla', []);
    const page = await open(desk);
    await signIn(page);
    await page.route('**/my/events*', route => route.abort()); // nobody tells the page meanwhile
    await page.goto(`/i/${reference}`);
    await page.getByLabel('Tu mensaje para la tienda').fill('¿Lo habéis mirado?');
    const customer = await shop.lucia();
    await customer.post(`/my/incidents/${reference}/withdrawal`);
    await page.getByRole('button', { name: 'Enviar mensaje' }).click();
    await page.getByText('Esto ya no se puede hacer').waitFor();
    await page.getByText('¿Lo habéis mirado?').waitFor();
    expect(await page.getByRole('link', { name: 'Reabrir la incidencia' }).count()).toBeGreaterThan(0);
    await lookTwice(page);
  });

  it('leads from a merged incident to the one that goes on, and back', async () => {
    const merged = await incident('La sartén se pega', []);
    const into = await incident('La sartén se pega otra vez', []);
    const boss = await shop.supervisor();
    await boss.post(`/incidents/${merged}/merge`, { into: (await boss.get(`/incidents/${into}`)).id });
    const page = await open(phone);
    await signIn(page);
    await page.goto(`/i/${merged}`);
    await page.getByText('Unida a otra incidencia tuya: seguimos allí').waitFor();
    await lookTwice(page);
    await page.getByRole('link', { name: 'Ver «La sartén se pega otra vez»' }).click();
    await page.getByRole('heading', { level: 1, name: 'La sartén se pega otra vez' }).waitFor();
    await look(page);
    await page.getByRole('link', { name: `Ver ${merged}` }).click();
    await page.getByRole('heading', { level: 1, name: 'La sartén se pega', exact: true }).waitFor();
  });
});
