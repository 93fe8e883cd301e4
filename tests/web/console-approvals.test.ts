import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, focused, look, lookTwice, phone, setUp } from './harness';
import type { Api } from './shop';
import { until } from './until';

const { shop, open, signIn, signInEmployee } = setUp();

/** Lucía's incident, which Ana works on. */
async function taken(subject: string, points = ['El dinero', 'El envío']): Promise<string> {
  const reference = await shop.opened(subject, { points });
  await (await shop.ana()).post(`/incidents/${reference}/take`);
  return reference;
}

async function ifMatch(api: Api, reference: string) {
  return { 'if-match': `"${(await api.get(`/incidents/${reference}`)).version}"` };
}

/** Ana asks for approval of so many cents for the only point. */
async function asked(subject: string, amount_cents = 24_900): Promise<string> {
  const reference = await taken(subject, ['El dinero']);
  const ana = await shop.ana();
  const answers = [{ point: 1, decision: 'upheld', reasons: 'Está en garantía.', amount_cents }];
  const body = { outcome: 'upheld', remedy: 'refund', answers, comment: 'Lleva dos meses esperando.' };
  await ana.call('POST', `/incidents/${reference}/approval-request`, body, await ifMatch(ana, reference));
  return reference;
}

/** Nothing waits but what the journey asks for. */
async function nothingWaits(): Promise<void> {
  const supervisor = await shop.supervisor();
  for (const { reference } of (await supervisor.get('/incidents?approval=requested')).items)
    await supervisor.call(
      'POST',
      `/incidents/${reference}/approval-return`,
      { comment: 'Otro día.' },
      await ifMatch(supervisor, reference)
    );
}

const point = (page: Page, at: number) => page.locator('section.point').nth(at);
const amount = (page: Page, at: number) => point(page, at).getByLabel('Importe (opcional)');
const item = (page: Page, subject: string) =>
  page.getByRole('region', { name: 'Propuestas por aprobar' }).getByRole('button', { name: subject });

async function writeProposal(page: Page, amounts: string[]): Promise<void> {
  for (const [at, text] of amounts.entries()) {
    await point(page, at).getByLabel('Se acepta', { exact: true }).check();
    await point(page, at).getByLabel('Por qué').fill('Está en garantía.');
    await amount(page, at).fill(text);
  }
  await page.getByLabel('Devolución del dinero').check();
}

it('goes from who proposes to who approves, back with a comment, corrected, approved, and to the customer', async () => {
  await nothingWaits();
  const reference = await taken('El frigorífico pierde agua');
  const director = await open(desk);
  await signInEmployee(director, 'supervision');
  await director.keyboard.press('g');
  await director.keyboard.press('a');
  await director.waitForURL('**/consola/aprobaciones');
  await director.getByText('Nada que aprobar').waitFor();
  await lookTwice(director);

  // Above the limit the form asks for approval instead of sending.
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}/propuesta`);
  await page.getByText(/Puedes proponer hasta 100,00\s€ en total sin pedir aprobación/).waitFor();
  await writeProposal(page, ['90', 'mucho']);
  await page.getByRole('button', { name: /Enviar propuesta/ }).click();
  await page.getByRole('link', { name: 'Escribe el importe del punto 2 en euros, por ejemplo 89,90.' }).press('Enter');
  expect(await amount(page, 1).evaluate(field => field === document.activeElement)).toBe(true);
  await look(page);
  await amount(page, 1).fill('69,90');
  await page.getByText(/Se acepta · Devolución del dinero · 159,90\s€/).waitFor();
  await page.getByText(/Pasa de los 100,00\s€ que puedes proponer sin aprobación/).waitFor();
  expect(await page.getByRole('button', { name: /Enviar propuesta/ }).count()).toBe(0);
  await page.getByLabel('Comentario para quien aprueba (opcional)').fill('Lleva dos meses esperando.');
  await lookTwice(page);
  await page.getByRole('button', { name: 'Pedir aprobación' }).press('Enter');
  await page.getByText('Aprobación pedida', { exact: true }).first().waitFor();
  await page.getByText(/Ana Ruiz pide aprobación para una propuesta de 159,90\s€/).waitFor();
  await lookTwice(page);

  // It comes to the supervisor's list when it is asked for, and goes back with a comment; by keyboard.
  await director.getByRole('button', { name: /Mostrar/ }).waitFor();
  expect(await director.getByText('Nada que aprobar').count()).toBe(1);
  await director.keyboard.press('.');
  await item(director, 'El frigorífico pierde agua').press('Enter');
  await until(async () => (await focused(director)) === 'El frigorífico pierde agua');
  await director.getByText('Lleva dos meses esperando.').waitFor();
  await director.getByText(/^69,90\s€$/).waitFor();
  await director.getByText('Conversación', { exact: true }).press('Enter');
  await director.getByRole('article').getByText('Una descripción de lo que pasa.').waitFor();
  await lookTwice(director);
  await director.getByRole('button', { name: 'Devolver' }).press('Enter');
  const dialog = director.getByRole('dialog');
  const comment = dialog.getByLabel('Qué hay que cambiar');
  await comment.press('Control+Enter');
  await dialog.getByRole('link', { name: 'Escribe qué hay que cambiar.' }).waitFor();
  await look(director);
  await comment.fill('El envío ya se le devolvió.');
  await comment.press('Control+Enter');
  await director.getByText('Propuesta devuelta a Ana Ruiz', { exact: true }).first().waitFor();
  await director.getByText('Nada que aprobar').waitFor();

  // Corrected from what was written; the customer has learnt nothing.
  const lucia = await shop.lucia();
  expect((await lucia.get(`/my/incidents/${reference}`)).resolution).toBeNull();
  expect(JSON.stringify(await lucia.get(`/my/incidents/${reference}/timeline`))).not.toMatch(/approv|garantía/);
  await page.getByText('El envío ya se le devolvió.').first().waitFor();
  await lookTwice(page);
  await page.getByRole('link', { name: 'Corregir la propuesta' }).press('Enter');
  await page.getByText(/Rosa Marín ha devuelto la propuesta/).waitFor();
  await page.getByText('El envío ya se le devolvió.').waitFor();
  expect(await amount(page, 1).inputValue()).toMatch(/^69,90\s€$/);
  await lookTwice(page);
  await amount(page, 1).fill('15');
  await page.getByRole('button', { name: 'Pedir aprobación' }).click();
  await page.getByText('Aprobación pedida', { exact: true }).first().waitFor();

  await director.getByRole('button', { name: /Mostrar/ }).click();
  await item(director, 'El frigorífico pierde agua').waitFor();
  await director.getByRole('button', { name: 'Aprobar', exact: true }).press('Enter');
  await dialog.getByText(/Lucía Navarro Gil recibirá la propuesta ahora: .*105,00\s€/).waitFor();
  await lookTwice(director);
  await dialog.getByRole('button', { name: 'Aprobar y enviar' }).press('Enter');
  await director.getByText('Propuesta enviada a Lucía Navarro Gil', { exact: true }).first().waitFor();
  await director.getByText('Nada que aprobar').waitFor();
  await page.getByText('Rosa Marín aprueba la propuesta').waitFor();
  await until(async () => {
    const kinds = (await (await shop.ana()).get('/notices')).items.map((one: { kind: string }) => one.kind);
    return kinds.includes('approval_granted') && kinds.includes('approval_returned');
  });
  await page.goto('/consola/avisos');
  await page.getByText('Rosa Marín ha aprobado tu propuesta y se ha enviado').waitFor();
  await lookTwice(page);

  const customer = await open(phone);
  await signIn(customer);
  await customer.goto(`/i/${reference}/propuesta`);
  await customer.getByText(/^90,00\s€$/).waitFor();
  await customer.getByText(/Importe total: 105,00\s€/).waitFor();
  expect(await customer.content()).not.toMatch(/aprob|Lleva dos meses/i);
  await lookTwice(customer);
});

it('stops when somebody changed the case meanwhile, and says that nothing was sent', async () => {
  await nothingWaits();
  const reference = await asked('La lavadora baila sola');
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/aprobaciones');
  await page.getByRole('button', { name: 'Aprobar', exact: true }).click();
  await (
    await shop.ana()
  ).post(`/incidents/${reference}/messages`, { body: 'Espera, falta algo.', visibility: 'internal' });
  await page.getByRole('dialog').getByRole('button', { name: 'Aprobar y enviar' }).click();
  await page.getByText('Ha cambiado mientras la mirabas y no se ha enviado nada.').waitFor();
  expect((await (await shop.lucia()).get(`/my/incidents/${reference}`)).resolution).toBeNull();
  await look(page);
  await page.getByRole('button', { name: 'Aprobar', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Aprobar y enviar' }).click();
  await page.getByText('Propuesta enviada a Lucía Navarro Gil', { exact: true }).first().waitFor();
});

it('says how a case stands and who made it so, where somebody else decided it first', async () => {
  await nothingWaits();
  const reference = await asked('La cama cruje');
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/aprobaciones');
  await page.getByRole('button', { name: 'Devolver', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Qué hay que cambiar').fill('Falta la factura.');
  const admin = await shop.admin();
  await admin.call('POST', `/incidents/${reference}/approval`, {}, await ifMatch(admin, reference));
  await dialog.getByRole('button', { name: 'Devolver' }).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'Esto no se puede hacer ahora' });
  await refusal.getByText('Propuesta enviada').waitFor();
  await refusal.getByText(/^La ha dejado así (?!Ana|Rosa)/).waitFor();
  await look(page);
  await refusal.getByRole('button', { name: 'Nota interna' }).click();
  await page.waitForURL(`**/consola/i/${reference}`);
  await page.getByLabel('Nota para el equipo').waitFor();
});

it('sends once however often it is pressed, also when the first answer was lost', async () => {
  await nothingWaits();
  const reference = await asked('El televisor no enciende');
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/aprobaciones');
  const keys: string[] = [];
  await page.route('**/approval', async route => {
    keys.push((await route.request().allHeaders())['idempotency-key'] ?? '');
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.getByRole('button', { name: 'Aprobar', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Aprobar y enviar' }).click();
  await dialog.getByRole('alert').first().waitFor();
  await look(page);
  await dialog.getByRole('button', { name: 'Aprobar y enviar' }).click();
  await page.getByText('Propuesta enviada a Lucía Navarro Gil', { exact: true }).first().waitFor();
  expect(keys[0]).toBeTruthy();
  expect(new Set(keys).size).toBe(1);
  expect((await (await shop.lucia()).get(`/my/incidents/${reference}`)).status).toBe('resolution_proposed');
});

it('can be read again after an outage, on a phone and in English', async () => {
  await nothingWaits();
  await asked('La plancha gotea');
  const page = await open({ ...phone, locale: 'en-GB' });
  await page.context().addCookies([{ name: 'resuelve_language', value: 'en', url: shop.base }]);
  await signInEmployee(page, 'supervision');
  await page.route('**/api/v1/incidents?*', route => route.fulfill({ status: 503, body: '' }));
  await page.goto('/consola/aprobaciones');
  await page.getByRole('heading', { name: 'Approvals' }).waitFor();
  const again = page.locator('main').getByRole('button', { name: /Retry|again/i });
  await again.waitFor();
  await lookTwice(page);
  await page.unroute('**/api/v1/incidents?*');
  await again.click();
  await page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  await page.getByText('€249.00', { exact: true }).waitFor();
  await lookTwice(page);
});

it('is not for agents', async () => {
  const page = await open(desk);
  await signInEmployee(page);
  expect(await page.getByRole('link', { name: 'Aprobaciones' }).count()).toBe(0);
  await page.goto('/consola/aprobaciones');
  await page.locator('h1').waitFor();
  expect(await page.getByRole('region', { name: 'Propuestas por aprobar' }).count()).toBe(0);
  await look(page);
});

it('works through escalated cases with the case beside, by keyboard', async () => {
  const reference = await shop.opened('El horno se apaga otra vez', { points: ['Un horno nuevo'] });
  const ana = await shop.ana();
  await ana.post(`/incidents/${reference}/take`);
  await (await shop.supervisor()).post(`/incidents/${reference}/escalation`, { reason: 'Es la tercera vez.' });
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/escaladas');
  const list = page.getByRole('region', { name: 'Incidencias escaladas' });
  await list.getByRole('button', { name: /El horno se apaga otra vez.*Le toca a: Tienda/ }).press('Enter');
  await until(async () => (await focused(page)) === 'El horno se apaga otra vez');
  await page.getByText('Conversación e historial').press('Enter');
  await page
    .getByText(/Es la tercera vez/)
    .first()
    .waitFor();
  await lookTwice(page);
  await page.getByRole('link', { name: 'Abrir la incidencia' }).press('Enter');
  await page.waitForURL(`**/consola/i/${reference}`);
});
