import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, hold, look, lookTwice, phone, setUp } from './harness';
import { until } from './until';

const { shop, open, signInEmployee } = setUp();

async function incident(subject: string): Promise<string> {
  const reference = await shop.opened(subject);
  await (await shop.ana()).post(`/incidents/${reference}/take`);
  return reference;
}
const draftOf = async (reference: string) => (await shop.ana()).get(`/incidents/${reference}/drafts/me`);
const reply = (page: Page) => page.getByLabel('Mensaje para Lucía Navarro Gil');
const note = (page: Page) => page.getByLabel('Nota para el equipo');
const saved = (page: Page) => page.getByText('Borrador guardado', { exact: true }).waitFor();

it('sends at once what was begun before the messages were there, which are no news', async () => {
  const reference = await incident('La sandwichera no cierra');
  const customer = await shop.lucia();
  await customer.post(`/my/incidents/${reference}/messages`, { body: 'Le falta una pieza.' });
  const page = await open(desk);
  await signInEmployee(page);
  const timeline = hold(page, /\/timeline/);
  await page.goto(`/consola/i/${reference}`);
  await reply(page).fill('La enviamos hoy.');
  await (await timeline).continue();
  await page.getByRole('article').getByText('Le falta una pieza.').waitFor();
  await reply(page).press('Control+Enter');
  await page.getByRole('article').getByText('La enviamos hoy.').waitFor();
});

it('keeps reply and note across incidents, a reload and another browser; nothing of them reaches the customer', async () => {
  const reference = await incident('La freidora no calienta');
  const another = await incident('La olla pierde vapor');
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  await reply(page).fill('¿Se enciende la luz?');
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await note(page).fill('Secreto: lote de 2024.');
  await page.getByRole('button', { name: 'Guardar nota interna' }).waitFor();
  await saved(page);
  await lookTwice(page);
  expect(await draftOf(reference)).toMatchObject({
    reply: '¿Se enciende la luz?',
    note: 'Secreto: lote de 2024.'
  });

  await page.goto(`/consola/i/${another}`);
  await page.getByRole('heading', { name: 'La olla pierde vapor' }).waitFor();
  expect(await reply(page).inputValue()).toBe('');
  await page.goto(`/consola/i/${reference}`);
  await until(async () => (await reply(page).inputValue()) === '¿Se enciende la luz?');

  const other = await open(desk);
  await signInEmployee(other);
  await other.goto(`/consola/i/${reference}`);
  await other.getByRole('button', { name: 'Enviar a Lucía Navarro Gil' }).waitFor();
  await until(async () => (await reply(other).inputValue()) === '¿Se enciende la luz?');
  await reply(other).press('Control+Enter');
  await other.getByRole('article').getByText('¿Se enciende la luz?').waitFor();
  await until(async () => (await draftOf(reference)).reply === '');
  expect((await draftOf(reference)).note).toBe('Secreto: lote de 2024.');
  // The first browser looks when it is gone back to: what was sent elsewhere is not sent again unseen.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await until(async () => (await reply(page).inputValue()) === '');

  const customer = await shop.lucia();
  const seen = JSON.stringify([
    await customer.get(`/my/incidents/${reference}`),
    await customer.get(`/my/incidents/${reference}/timeline`)
  ]);
  expect(seen).toContain('¿Se enciende la luz?');
  expect(seen).not.toContain('Secreto');
});

it('shows the newer of two drafts and offers the other', async () => {
  const reference = await incident('La báscula no pesa');
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  const lost = (url: URL) => url.pathname.endsWith('/drafts/me');
  await reply(page).waitFor();
  await page.route(lost, route => route.abort());
  await reply(page).fill('Escrito sin conexión.');
  await page.getByText('Guardado solo en este dispositivo').waitFor();
  const ana = await shop.ana();
  await ana.call('PUT', `/incidents/${reference}/drafts/me`, {
    reply: 'Escrito en el otro.'
  });
  await page.unroute(lost);
  await page.reload();
  await page.getByText('Hay otro borrador tuyo').waitFor();
  expect(await reply(page).inputValue()).toBe('Escrito en el otro.');
  await lookTwice(page);
  await page.getByRole('button', { name: 'Cambiar por este' }).click();
  expect(await reply(page).inputValue()).toBe('Escrito sin conexión.');
  await page.getByText('Escrito en el otro.').waitFor();
  await page.getByRole('button', { name: 'Descartarlo' }).click();
  await saved(page);
  expect((await draftOf(reference)).reply).toBe('Escrito sin conexión.');
});

it('tells a colleague who is writing, in the incident and in the queue', async () => {
  const reference = await incident('El altavoz chirría');
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  await reply(page).fill('Vamos a verlo.');
  await saved(page);
  const colleague = await open(desk);
  await signInEmployee(colleague, 'supervision');
  await colleague.goto(`/consola/i/${reference}`);
  await colleague.getByText('Ana Ruiz está respondiendo').waitFor();
  await look(colleague);
  // Nobody reads another one's draft.
  expect(await colleague.content()).not.toContain('Vamos a verlo.');
  // After 15 s without a word it is a draft, and no more than that.
  await colleague.getByText(/Ana Ruiz tiene un borrador/).waitFor({ timeout: 30_000 });
  await colleague.goto('/consola/cola/todas');
  await colleague
    .getByRole('row', { name: /El altavoz chirría/ })
    .getByText('Borrador de Ana Ruiz')
    .waitFor();
  await look(colleague);

  const small = await open(phone);
  await signInEmployee(small, 'supervision');
  await small.goto('/consola/cola/todas');
  await small
    .getByRole('listitem')
    .filter({ hasText: 'El altavoz chirría' })
    .getByText('Borrador de Ana Ruiz')
    .waitFor();
  await look(small);
});

it('says in the queue that somebody looks at who is writing at this moment, and no more once they stop', async () => {
  const reference = await incident('La cinta se para');
  const colleague = await open(desk);
  await signInEmployee(colleague, 'supervision');
  await colleague.goto('/consola/cola/todas');
  const row = colleague.getByRole('row', { name: /La cinta se para/ });
  await row.waitFor();
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  expect(await row.getByText(/Ana Ruiz está respondiendo|Borrador de/).count()).toBe(0);
  await reply(page).fill('La miramos.');
  const writes = row.getByText('Ana Ruiz está respondiendo');
  await writes.waitFor({ timeout: 15_000 });
  await lookTwice(colleague);
  expect(await colleague.content()).not.toContain('La miramos.');
  await writes.waitFor({ state: 'detached', timeout: 30_000 });
});

it('keeps a proposal and a question that are half written for another browser, until they are sent', async () => {
  const reference = await incident('El molinillo huele a quemado');
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}/propuesta`);
  await page.getByRole('group', { name: 'Qué decidimos' }).getByLabel('Se acepta', { exact: true }).check();
  await page.getByLabel('Por qué').fill('El motor se calienta');
  await saved(page);
  await look(page);
  const asking = (which: Page) => which.getByRole('tab', { name: 'Preguntar' });
  await page.goto(`/consola/i/${reference}`);
  await asking(page).click();
  await page.getByLabel('Pregunta para Lucía Navarro Gil').fill('¿De qué año es?');
  const ana = await shop.ana();
  const form = async (act: string) => (await ana.get(`/incidents/${reference}/drafts/me/${act}`)).form;
  await until(async () => (await form('information-request'))?.body === '¿De qué año es?');

  const other = await open(desk);
  await signInEmployee(other);
  await other.goto(`/consola/i/${reference}/propuesta`);
  await until(async () => (await other.getByLabel('Por qué').inputValue()) === 'El motor se calienta');
  await other.goto(`/consola/i/${reference}`);
  await asking(other).click();
  await until(
    async () => (await other.getByLabel('Pregunta para Lucía Navarro Gil').inputValue()) === '¿De qué año es?'
  );
  await other.getByLabel('Pregunta para Lucía Navarro Gil').press('Control+Enter');
  await other.getByRole('article').getByText('¿De qué año es?').waitFor();
  await until(async () => (await form('information-request')) === null);
  expect((await form('resolution')).reasons1).toBe('El motor se calienta');
});

it('keeps a day alone too, and saves by itself what was kept on the device once the network is back', async () => {
  const reference = await incident('La picadora espera una pieza');
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('tab', { name: 'Espera a tercero' }).click();
  const day = page.getByLabel(/^Cuándo han prometido contestar/);
  await day.fill('2031-05-04');
  await saved(page);
  const ana = await shop.ana();
  const form = async () => (await ana.get(`/incidents/${reference}/drafts/me/third-party-wait`)).form;
  expect(await form()).toMatchObject({ body: '', until: '2031-05-04' });
  await page.reload();
  await page.getByRole('tab', { name: 'Espera a tercero' }).click();
  await until(async () => (await day.inputValue()) === '2031-05-04');

  const lost = (url: URL) => url.pathname.endsWith('/drafts/me/third-party-wait');
  await page.route(lost, route => route.abort());
  await day.fill('2031-06-04');
  await page.getByText('Guardado solo en este dispositivo').waitFor();
  await look(page);
  await page.unroute(lost);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await saved(page);
  expect(await form()).toMatchObject({ until: '2031-06-04' });
});
