import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, focused, look, lookTwice, phone, setUp } from './harness';
import { until } from './until';

const { shop, open, signInEmployee } = setUp();

/** Pablo gives Ana an incident; it is told a moment later. */
async function assignToAna(subject: string): Promise<string> {
  const reference = await shop.opened(subject);
  const [ana, pablo] = [await shop.ana(), await shop.pablo()];
  const me = (await ana.get('/employees/me')).id;
  const { version } = await pablo.get(`/incidents/${reference}`);
  await pablo.call('PATCH', `/incidents/${reference}`, { assignee_id: me }, { 'if-match': `"${version}"` });
  await until(async () => (await ana.get('/notices')).items[0]?.reference === reference);
  return reference;
}
const readAll = async () => {
  const ana = await shop.ana();
  // What the demonstration has for her is told a moment after the start.
  await until(async () =>
    (await ana.get('/notices')).items.some(({ kind }: { kind: string }) => kind === 'approval_returned')
  );
  const newest = (await ana.get('/notices')).items[0];
  if (newest) await ana.post('/notices/read', { up_to: newest.id });
};
const bell = (page: Page) => page.getByRole('link', { name: /^Avisos/ }).first();
const rows = (page: Page) => page.locator('[data-notice]');

it('counts on the bell, live, and leads to what was given; reading it empties the list', async () => {
  await readAll();
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/avisos');
  await page.getByText('Nada pendiente').waitFor();
  await lookTwice(page);
  await page.goto('/consola/cola/mias');
  await page.getByRole('link', { name: 'Avisos', exact: true }).first().waitFor();
  const reference = await assignToAna('La batidora no arranca');
  await page.getByRole('link', { name: 'Avisos, 1 sin leer' }).first().waitFor();
  await bell(page).click();
  await page.getByRole('heading', { name: 'Avisos' }).waitFor();
  await page.getByText('Pablo', { exact: false }).filter({ hasText: 'te ha asignado' }).waitFor();
  await until(async () => (await page.title()) === '(1) Avisos · Resuelve');
  await lookTwice(page);

  // A way to the incident is a way to have read it.
  await page.getByRole('link', { name: 'La batidora no arranca' }).click();
  await page.waitForURL(`**/consola/i/${reference}`);
  await page.getByRole('link', { name: 'Avisos', exact: true }).first().waitFor();
  await bell(page).click();
  await page.getByText('Nada pendiente').waitFor();
  await page.getByRole('link', { name: 'Todos', exact: true }).click();
  await page.getByText('Leído', { exact: true }).first().waitFor();
  await lookTwice(page);
});

it('is read by keyboard, one after the other, and nothing moves while somebody reads', async () => {
  await readAll();
  for (const subject of ['Primera', 'Segunda', 'Tercera']) await assignToAna(`${subject} incidencia`);
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/avisos');
  await until(async () => (await rows(page).count()) === 3);
  await page.getByRole('button', { name: /Marcar leído.*Tercera/ }).focus();
  await page.keyboard.press('Enter');
  await until(async () => (await focused(page)).includes('Segunda'));
  await page.keyboard.press('Enter');
  await until(async () => (await focused(page)).includes('Primera'));
  expect(await rows(page).count()).toBe(3);
  await page.getByRole('link', { name: 'Avisos, 1 sin leer' }).first().waitFor();

  // News waits until somebody asks for it.
  await assignToAna('Cuarta incidencia');
  const show = page.getByRole('button', { name: 'Hay avisos nuevos: mostrar' });
  await show.waitFor();
  expect(await rows(page).count()).toBe(3);
  expect(await focused(page)).toContain('Primera');
  await look(page);
  await show.press('Enter');
  await until(async () => (await focused(page)) === 'Cuarta incidencia');
  expect(await rows(page).count()).toBe(2);
  await page.getByRole('button', { name: 'Marcar todo leído' }).press('Enter');
  await until(async () => (await focused(page)) === 'Avisos');
  // Read by mistake, all of them are unread again, and those of before stay read.
  await page.locator('.toast').getByText('Todo leído').waitFor();
  await page.getByRole('link', { name: 'Avisos', exact: true }).first().waitFor();
  await lookTwice(page);
  await page.locator('.toast', { hasText: 'Todo leído' }).getByRole('button', { name: 'Deshacer' }).click();
  await page.getByRole('link', { name: 'Avisos, 2 sin leer' }).first().waitFor();
  expect(await page.getByRole('button', { name: /^Marcar leído/ }).count()).toBe(2);
  expect((await (await shop.ana()).get('/notices')).unread).toBe(2);
  await page.getByRole('button', { name: /Marcar leído.*Cuarta/ }).click();
  await page.locator('.toast', { hasText: 'Leído: Cuarta incidencia' }).getByRole('button').click();
  await page.getByRole('button', { name: /Marcar leído.*Cuarta/ }).waitFor();
  await page.getByRole('button', { name: 'Marcar todo leído' }).click();
  await page.getByRole('link', { name: 'Avisos', exact: true }).first().waitFor();
  expect((await (await shop.ana()).get('/notices')).unread).toBe(0);
});

it('tells of a mention in a note, on a phone and in English', async () => {
  await readAll();
  const reference = await shop.opened('El exprimidor hace ruido');
  await (
    await shop.pablo()
  ).post(`/incidents/${reference}/messages`, {
    body: '@ana, ¿esto es del lote de marzo?',
    visibility: 'internal'
  });
  await until(async () => (await (await shop.ana()).get('/notices')).unread === 1);
  const page = await open({ ...phone, locale: 'en-GB' });
  await signInEmployee(page);
  await page.context().addCookies([{ name: 'resuelve_language', value: 'en', url: shop.base }]);
  await page.reload();
  await page.getByRole('link', { name: 'Notices, 1 unread' }).click();
  await page.getByText('mentions you in a note').waitFor();
  await lookTwice(page);
  await page
    .getByRole('button', { name: /Mark as read/ })
    .first()
    .click();
  await page.getByText('Read', { exact: true }).waitFor();
  await look(page);
});

it('mentions a colleague by @ at the cursor; closing the list leaves the text as it was', async () => {
  const reference = await shop.opened('La freidora huele a quemado');
  await (await shop.ana()).post(`/incidents/${reference}/take`);
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  const note = page.getByLabel('Nota para el equipo');
  await note.fill('Pregunta ');
  await note.press('End');
  await page.keyboard.type('@');
  const dialog = page.getByRole('dialog', { name: 'Mencionar a alguien' });
  await dialog.getByRole('combobox').fill('pabl');
  await dialog.getByRole('option', { name: /Pablo.*@pablo/ }).waitFor();
  await lookTwice(page);
  await page.keyboard.press('Enter');
  await until(async () => (await note.inputValue()) === 'Pregunta @pablo ');
  await page.keyboard.type('por ana@example.com y ');
  expect(await dialog.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Mencionar' }).click();
  await dialog.getByRole('combobox').waitFor();
  await page.keyboard.press('Escape');
  expect(await note.inputValue()).toBe('Pregunta @pablo por ana@example.com y ');
  const pablo = await shop.pablo();
  const before = (await pablo.get('/notices')).unread;
  await note.press('Control+Enter');
  await until(async () => (await pablo.get('/notices')).unread === before + 1);
});

it('takes back what was not marked, and says why; the list comes again', async () => {
  await readAll();
  await assignToAna('La que no se deja');
  const page = await open(desk);
  await signInEmployee(page);
  await page.route('**/api/v1/notices?*', route => route.fulfill({ status: 503, body: '' }));
  await page.goto('/consola/avisos');
  await page.locator('main').getByRole('button', { name: 'Reintentar' }).waitFor();
  await look(page);
  await page.unroute('**/api/v1/notices?*');
  await page.locator('main').getByRole('button', { name: 'Reintentar' }).click();
  await rows(page).first().waitFor();
  await page.route('**/api/v1/notices/*/read', route => route.fulfill({ status: 503, body: '' }));
  await page.getByRole('button', { name: /Marcar leído/ }).click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: /Marcar leído/ }).waitFor();
  await look(page);
});

it('asks supervisors for an incident of another team, who see who needs it and give it', async () => {
  const reference = await shop.opened('La freidora de otro equipo');
  const [ana, supervisor] = [await shop.ana(), await shop.supervisor()];
  const own = (await ana.get('/employees/me')).team_ids as string[];
  const teams = (await supervisor.get('/teams')).items as { id: string }[];
  const other = teams.find(({ id }) => !own.includes(id));
  const { version } = await supervisor.get(`/incidents/${reference}`);
  const team = { team_id: other?.id, assignee_id: null };
  await supervisor.call('PATCH', `/incidents/${reference}`, team, { 'if-match': `"${version}"` });

  const page = await open(desk, [/404/]);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  await page.getByText('No encontramos esta incidencia').waitFor();
  await page.getByRole('button', { name: 'Pedir acceso' }).click();
  await page.getByText('Si existe, quien supervisa ya sabe que la necesitas.').waitFor();
  expect(await page.getByRole('button', { name: 'Pedir acceso' }).count()).toBe(0);
  await look(page);

  const desk2 = await open(desk);
  await signInEmployee(desk2, 'supervision');
  await desk2.goto('/consola/avisos');
  const notice = rows(desk2).filter({ hasText: /Ana .*pide acceso a esta incidencia/ });
  await notice.waitFor();
  await look(desk2);
  await notice.getByRole('link', { name: 'La freidora de otro equipo' }).click();
  await desk2.waitForURL(`**/consola/i/${reference}`);
});
