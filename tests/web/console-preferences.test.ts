import { expect, it } from 'vitest';
import { desk, look, lookTwice, setUp } from './harness';
import { until } from './until';

const { shop, open, signInEmployee } = setUp();
const preferences = async () => (await shop.pablo()).get('/employees/me/preferences');

it('keeps preferences on the server: another browser has them from signing in on', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'pablo');
  await page.goto('/consola/yo');
  await page.getByLabel('Oscuro').check();
  await page.getByLabel('Juntas').check();
  await page.getByLabel('Firma').fill('Pablo\nCasa Aurora');
  await page.getByText('Cambiar las teclas').click();
  const reply = page.getByLabel('Responder', { exact: true });
  await reply.focus();
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Guardar' }).first().click();
  await page.getByRole('link', { name: /tendrían la misma tecla/ }).waitFor();
  await look(page);
  await reply.focus();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await lookTwice(page);
  await page.getByRole('button', { name: 'Guardar' }).first().click();
  await page.getByText('Preferencias guardadas').waitFor();
  expect(await preferences()).toMatchObject({
    theme: 'dark',
    density: 'compact',
    signature: 'Pablo\nCasa Aurora',
    shortcuts: { enabled: true, keys: { reply: 'g r' } }
  });

  const other = await open(desk);
  await signInEmployee(other, 'pablo');
  await other.goto('/consola/cola/todas');
  await other.getByRole('grid').waitFor();
  await until(() => other.evaluate(() => document.documentElement.dataset.theme === 'dark'));
  await until(async () => ((await other.getByRole('row').nth(1).boundingBox())?.height ?? 0) === 32);
  await other.keyboard.press('j');
  await other.keyboard.press('Enter');
  await other.waitForURL('**/consola/i/*');
  await other.getByRole('tab', { name: 'Responder' }).waitFor();
  await other.keyboard.press('g');
  await other.keyboard.press('r');
  await until(async () => (await other.evaluate(() => document.activeElement?.tagName)) === 'TEXTAREA');

  // The signature is seen before it goes, and goes with what was written.
  await other.keyboard.type('Lo miramos hoy.');
  await other.getByText('Añadir mi firma').waitFor();
  await look(other);
  await other.getByRole('button', { name: /^Enviar a/ }).click();
  const said = other.getByRole('article').filter({ hasText: 'Lo miramos hoy.' });
  await said.waitFor();
  expect(await said.locator('.prewrap').innerText()).toBe('Lo miramos hoy.\n\nPablo\nCasa Aurora');
});

it('speaks the language that was chosen, also in the next browser', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'pablo');
  await page.goto('/consola/yo');
  await page.getByLabel('Idioma de la consola').selectOption('en');
  await page.getByRole('button', { name: 'Guardar' }).first().click();
  await page.getByRole('heading', { name: 'Preferences' }).waitFor();
  await look(page);
  const other = await open(desk);
  await signInEmployee(other, 'pablo');
  await other.getByRole('link', { name: /Unassigned/ }).waitFor();
  await other.goto('/consola/yo');
  await other.getByLabel(/Language of the console/).selectOption('es');
  await other.getByRole('button', { name: 'Save' }).first().click();
  await other.getByRole('heading', { name: 'Preferencias' }).waitFor();
});

it('reminds who is away, until they are back', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'pablo');
  await page.goto('/consola/yo');
  await page.getByLabel('Ahora no trabajo').check();
  await page.getByLabel(/Vuelvo el/).fill('2020-01-01');
  await page.getByRole('button', { name: 'Guardar' }).first().click();
  await page.getByRole('link', { name: 'Elige un día que esté por venir.' }).waitFor();
  await page.getByLabel(/Vuelvo el/).fill('');
  await page.getByLabel(/Motivo/).fill('De vacaciones');
  await page.getByRole('button', { name: 'Guardar' }).first().click();
  await page.getByText('Estás como ausente').waitFor();
  await page.goto('/consola/cola/mias');
  await page.getByText('De vacaciones').waitFor();
  await look(page);
  await page.getByRole('button', { name: 'Ya he vuelto' }).click();
  await page.getByText('Estás como ausente').waitFor({ state: 'detached' });
  expect((await preferences()).away).toBeNull();
});

it('says why a name was not saved, also where nothing more can be read', async () => {
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/yo');
  const name = page.getByLabel('Nombre', { exact: true });
  await name.waitFor();
  const refused = (status: number, code: string) => ({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: `/problems/${code}`, title: code, status })
  });
  let read = 0;
  await page.route(/\/employees\/me$/, route => {
    if (route.request().method() === 'PATCH') return route.fulfill(refused(412, 'stale-version'));
    read++;
    return route.fulfill(refused(503, 'unavailable'));
  });
  await name.fill('Anita');
  await name.press('Control+Enter');
  await page.getByRole('alert').getByText('Ha cambiado mientras lo editabas', { exact: false }).waitFor();
  await until(() => Promise.resolve(read > 0));
  expect(await name.inputValue()).toBe('Anita');
  await look(page);
});
