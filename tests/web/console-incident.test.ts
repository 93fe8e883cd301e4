import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { desk, focused, look, lookTwice, setUp, until, type Api } from './harness';

const { shop, open, signInEmployee } = setUp();

const patch = async (api: Api, reference: string, body: unknown): Promise<void> => {
  const { version } = await api.get(`/incidents/${reference}`);
  await api.call('PATCH', `/incidents/${reference}`, body, { 'if-match': `"${version}"` });
};

/** Keeps requests of a method at the door until `open` is called; `waits`: once one is there. */
async function hold(page: Page, url: RegExp, method: string) {
  let let_in = () => {};
  let arrived = () => {};
  const gate = new Promise<void>(done => (let_in = done));
  const waits = new Promise<void>(done => (arrived = done));
  await page.route(url, async route => {
    if (route.request().method() !== method) return route.fallback();
    arrived();
    await gate;
    await route.continue();
  });
  return { waits, open: let_in };
}

async function incidentOf(page: Page, reference: string, subject: string): Promise<void> {
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('heading', { name: subject }).waitFor();
}

/** What stands beside a word in the side panel. */
const fact = (page: Page, name: string) =>
  page.getByRole('complementary').locator(`dt:has-text("${name}") + dd`).first();

it('shows at once that an incident is taken, and gives it back when that is undone', async () => {
  const reference = await shop.opened('La tomo al momento');
  const ana = await shop.ana();
  const page = await open(desk);
  await signInEmployee(page);
  await incidentOf(page, reference, 'La tomo al momento');
  const door = await hold(page, /\/take$/, 'POST');
  await page.getByRole('button', { name: 'Tomar', exact: true }).click();
  await door.waits;
  await fact(page, 'Asignada').getByText('Ana').waitFor();
  expect(await page.getByRole('button', { name: 'Tomar', exact: true }).count()).toBe(0);
  expect(await focused(page)).toBe('La tomo al momento');
  expect((await ana.get(`/incidents/${reference}`)).assignee_id).toBeNull();
  door.open();
  await page.getByText(`Has tomado ${reference}`).waitFor();
  await page.getByText('En curso', { exact: true }).first().waitFor();
  await lookTwice(page);

  await page.getByRole('button', { name: 'Deshacer' }).click();
  await page.getByRole('button', { name: 'Tomar', exact: true }).waitFor();
  await until(async () => (await ana.get(`/incidents/${reference}`)).assignee_id === null);
});

it('shows at once whom it is given to, its priority and its tags, and undoes them together', async () => {
  const reference = await shop.opened('La cambio al momento');
  const ana = await shop.ana();
  await patch(ana, reference, { tags: ['vieja'] });
  const page = await open(desk);
  await signInEmployee(page);
  await incidentOf(page, reference, 'La cambio al momento');
  const door = await hold(page, new RegExp(`/incidents/${reference}$`), 'PATCH');
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Prioridad').selectOption('high');
  await dialog.getByLabel('Asignada').selectOption({ label: 'Pablo Sanz' });
  await dialog.getByLabel(/^Etiquetas/).fill('nueva, urge');
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await door.waits;
  await fact(page, 'Prioridad').getByText('Alta').waitFor();
  await fact(page, 'Asignada').getByText('Pablo').waitFor();
  await fact(page, 'Etiquetas').getByText('urge').waitFor();
  expect((await ana.get(`/incidents/${reference}`)).priority).toBe('normal');
  door.open();
  await page.getByText('Detalles cambiados').waitFor();
  await dialog.waitFor({ state: 'detached' });
  expect(await ana.get(`/incidents/${reference}`)).toMatchObject({ priority: 'high', tags: ['nueva', 'urge'] });

  await page.getByRole('button', { name: 'Deshacer' }).click();
  await fact(page, 'Prioridad').getByText('Normal').waitFor();
  await until(async () => (await ana.get(`/incidents/${reference}`)).priority === 'normal');
  expect(await ana.get(`/incidents/${reference}`)).toMatchObject({ assignee_id: null, tags: ['vieja'] });
});

it('takes back what is refused and says why, and does not undo over what somebody else did since', async () => {
  const reference = await shop.opened('No me dejan');
  const supervisor = await shop.supervisor();
  const page = await open(desk);
  await signInEmployee(page);
  await incidentOf(page, reference, 'No me dejan');
  const refuse = (status: number, code: string) =>
    page.route(/\/take$/, route =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: `/problems/${code}`, title: code, status })
      })
    );
  await refuse(503, 'unavailable');
  await page.keyboard.press('i');
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Tomar', exact: true }).waitFor();
  await look(page);
  await page.unroute(/\/take$/);
  await page.keyboard.press('i');
  await page.getByText(`Has tomado ${reference}`).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);

  // What the page does not hear of.
  await page.route(/\/api\/v1\/events/, route => route.abort());
  await patch(supervisor, reference, { assignee_id: null });
  const { id } = (await supervisor.get('/employees?limit=100')).items.find((one: { first_name: string }) =>
    one.first_name.startsWith('Pablo')
  );
  await patch(supervisor, reference, { assignee_id: id });
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await page.getByText('ha cambiado', { exact: false }).first().waitFor();
  expect((await supervisor.get(`/incidents/${reference}`)).assignee_id).toBe(id);
  await fact(page, 'Asignada').getByText('Pablo').waitFor();
});
