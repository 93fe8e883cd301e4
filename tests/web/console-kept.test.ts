import { expect, it } from 'vitest';
import { desk, kept, look, lookTwice, setUp } from './harness';
import { until } from './until';

const { shop, open, signInEmployee } = setUp();

it('has the reason of an act again after a reload, until it is sent, discarded or its writer signs out', async () => {
  const reference = await shop.opened('El radiador no calienta');
  await (await shop.ana()).post(`/incidents/${reference}/take`);
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  const dialog = page.getByRole('dialog');
  const reason = dialog.getByLabel(/Por qué/);
  const begin = async (what = 'Escalar') => {
    await page.goto(`/consola/i/${reference}`);
    await page.getByRole('button', { name: 'Más acciones' }).click();
    await page.getByRole('menuitem', { name: what }).click();
    await reason.waitFor();
  };
  await begin();
  await reason.fill('Lleva tres semanas.');
  await kept(page, 'Lleva tres semanas.');
  // Another act of the same incident has its own.
  await begin('Retención legal');
  expect(await reason.inputValue()).toBe('');
  await begin();
  await dialog.getByText('Aquí está lo que escribiste y no llegaste a enviar.').waitFor();
  expect(await reason.inputValue()).toBe('Lleva tres semanas.');
  await lookTwice(page);
  await dialog.getByRole('button', { name: 'Descartarlo' }).click();
  expect(await reason.inputValue()).toBe('');
  await kept(page, 'Lleva tres semanas.', false);

  // Closing the dialog is no discarding; sending it is the end of it.
  await reason.fill('Lo pide su abogado.');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await kept(page, 'Lo pide su abogado.');
  await begin();
  expect(await reason.inputValue()).toBe('Lo pide su abogado.');
  await reason.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await kept(page, 'Lo pide su abogado.', false);

  await begin('Retención legal');
  await reason.fill('Lo pide el juzgado.');
  await kept(page, 'Lo pide el juzgado.');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Salir' }).click();
  await page.getByLabel('Contraseña', { exact: true }).waitFor();
  await kept(page, 'Lo pide el juzgado.', false);
});

it('has notes about a customer again, with those that they were begun on: nothing is overwritten unseen', async () => {
  const { items } = await (await shop.ana()).get('/incidents?limit=100');
  const { customer_id: id } = items.find((one: { customer_id: string | null }) => one.customer_id);
  const page = await open(desk);
  await signInEmployee(page);
  const notes = page.getByRole('textbox', { name: /^Notas/ });
  const begin = async () => {
    await page.goto(`/consola/cliente/${id}`);
    await page.getByRole('button', { name: 'Editar notas' }).click();
    await notes.waitFor();
  };
  await begin();
  await notes.fill('Llama siempre por la tarde.');
  await kept(page, 'Llama siempre por la tarde.');
  const pablo = await shop.pablo();
  await pablo.call('PUT', `/customers/${id}/notes`, { text: 'Prefiere el correo.' }, { 'if-match': '"0"' });
  await begin();
  await until(async () => (await notes.inputValue()) === 'Llama siempre por la tarde.');
  await look(page);
  await page.getByRole('button', { name: 'Guardar' }).click();
  const clash = page.getByRole('group', { name: /^Pablo Sanz ha cambiado esto/ });
  await clash.getByText('Prefiere el correo.').waitFor();
  await clash.getByLabel(/Lo tuyo/).check();
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText(/^Último cambio: Ana/).waitFor();
  await kept(page, 'Llama siempre por la tarde.', false);
});

it('has a template that is not published again, and the answer to what a customer wants of the own data', async () => {
  const lucia = await shop.lucia();
  await lucia.post('/customers/me/data-requests', { right: 'restrict', detail: 'Hasta que se aclare.' });
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/admin/plantillas/nueva');
  await page.getByLabel('Español').fill('Un saludo a medias');
  await kept(page, 'Un saludo a medias');

  const answer = page.getByRole('dialog').getByLabel(/^Respuesta/);
  const begin = async () => {
    await page.goto('/consola/admin/derechos');
    await page.getByRole('button', { name: /Responder/ }).click();
    await answer.waitFor();
  };
  await begin();
  await answer.fill('Lo hemos limitado');
  await kept(page, 'Lo hemos limitado');
  await begin();
  await until(async () => (await answer.inputValue()) === 'Lo hemos limitado');
  await look(page);
  await page.goto('/consola/admin/plantillas/nueva');
  await until(async () => (await page.getByLabel('Español').inputValue()) === 'Un saludo a medias');
});
