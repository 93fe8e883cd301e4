import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, look, lookTwice, phone, setUp } from './harness';
import type { Api } from './shop';

const { shop, open, signInEmployee } = setUp();
const priority = (page: Page) => page.getByRole('combobox', { name: 'Prioridad', exact: true });
const viewsOf = async (who: 'ana' | 'supervisor') => (await (await shop[who]()).get('/employees/views')).items;

it('saves filters as a view, which another browser has; renames, orders, changes and deletes it', async () => {
  const page = await open(desk);
  await signInEmployee(page);
  const nav = page.getByRole('navigation', { name: 'Principal' });
  const save = async (name: string) => {
    await page.getByRole('button', { name: 'Guardar como vista' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nombre').fill(name);
    await dialog.getByRole('button', { name: 'Guardar' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };
  await page.goto('/consola/cola/todas');
  await priority(page).selectOption('high');
  await page.getByRole('button', { name: 'Guardar como vista' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('link', { name: /Escribe un nombre/ }).waitFor();
  await lookTwice(page);
  // An agent keeps views of their own alone.
  expect(await page.getByRole('dialog').getByLabel('Para quién').count()).toBe(0);
  await page.keyboard.press('Escape');
  await save('Altas');
  expect(await priority(page).inputValue()).toBe('high');
  await nav.getByRole('link', { name: 'Altas' }).waitFor();
  await lookTwice(page);

  await page.goto('/consola/cola/mias?priority=urgent');
  await save('Mis urgentes');
  expect((await viewsOf('ana')).map((one: { query: string }) => one.query)).toEqual([
    'priority=high&sort=-created',
    'status=registered%2Cin_progress%2Cawaiting_third_party&priority=urgent&assignee=me&snoozed=false&sort=deadline'
  ]);
  await page.getByRole('button', { name: 'Esta vista' }).click();
  await page.getByRole('menuitem', { name: 'Subir' }).click();
  const names = () => nav.getByRole('link', { name: /Altas|urgentes/ }).allInnerTexts();
  await expect.poll(names).toEqual(['Mis urgentes', 'Altas']);
  await expect.poll(async () => (await viewsOf('ana'))[0].name).toBe('Mis urgentes');
  await page.locator('.toast', { hasText: 'Mis urgentes: puesto 1 de 2' }).getByRole('button').click();
  await expect.poll(names).toEqual(['Altas', 'Mis urgentes']);
  await expect.poll(async () => (await viewsOf('ana'))[0].name).toBe('Altas');
  await page.getByRole('button', { name: 'Esta vista' }).click();
  await page.getByRole('menuitem', { name: 'Subir' }).click();
  await expect.poll(async () => (await viewsOf('ana'))[0].name).toBe('Mis urgentes');

  await page.getByRole('button', { name: 'Esta vista' }).click();
  await page.getByRole('menuitem', { name: 'Cambiar nombre' }).click();
  await page.getByRole('dialog').getByLabel('Nombre').fill('Altas');
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('link', { name: /Ya hay otra con ese nombre/ }).waitFor();
  await page.getByRole('dialog').getByLabel('Nombre').fill('Lo urgente');
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('heading', { name: 'Lo urgente', level: 1 }).waitFor();

  await priority(page).selectOption('high');
  await page.getByText('Has cambiado los filtros de esta vista.').waitFor();
  await look(page);
  await page.getByRole('button', { name: 'Guardar los cambios' }).click();
  await page.getByText('Has cambiado los filtros de esta vista.').waitFor({ state: 'detached' });

  const small = await open(phone);
  await signInEmployee(small);
  await small.getByRole('button', { name: 'Menú' }).click();
  await small.getByRole('link', { name: 'Lo urgente' }).click();
  await small.getByRole('heading', { name: 'Lo urgente', level: 1 }).waitFor();
  await look(small);

  await page.getByRole('button', { name: 'Esta vista' }).click();
  await page.getByRole('menuitem', { name: 'Borrar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Borrar' }).click();
  await page.getByText('Vista borrada: Lo urgente').waitFor();
  expect(await viewsOf('ana')).toHaveLength(1);
});

it('shares a view of the shop, which an agent uses and cannot change', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/cola/espera?priority=urgent');
  await page.getByRole('button', { name: 'Guardar como vista' }).click();
  await page.getByRole('dialog').getByLabel('Nombre').fill('Urgentes en espera');
  await page.getByRole('dialog').getByLabel('Para quién').selectOption('shop');
  await look(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('heading', { name: 'Urgentes en espera', level: 1 }).waitFor();

  const agent = await open(desk);
  await signInEmployee(agent);
  await agent.getByRole('link', { name: 'Urgentes en espera' }).click();
  await agent.getByRole('heading', { name: 'Urgentes en espera', level: 1 }).waitFor();
  expect(await agent.getByRole('button', { name: 'Esta vista' }).count()).toBe(0);
  await priority(agent).selectOption('low');
  await agent.getByText('Has cambiado los filtros de esta vista.').waitFor();
  expect(await agent.getByRole('button', { name: 'Guardar los cambios' }).count()).toBe(0);
  await agent.getByRole('link', { name: 'Volver a la vista guardada' }).click();
  expect(await priority(agent).inputValue()).toBe('urgent');
});

it('has a queue for each team of the person in the navigation', async () => {
  const admin = await shop.admin();
  const ana = (await admin.get('/employees')).items.find((one: { email: string }) => one.email.startsWith('ana'));
  const team = await admin.post('/teams', { name: 'Recogidas' });
  const change = (api: Api, path: string, patch: object, version: number) =>
    api.call('PATCH', path, patch, { 'if-match': `"${version}"` });
  await change(admin, `/employees/${ana.id}`, { team_ids: [...ana.team_ids, team.id] }, ana.version);
  const reference = await shop.opened('Recoged el sofá');
  const page = await open(desk);
  await signInEmployee(page);
  const nav = page.getByRole('navigation', { name: 'Principal' });
  const link = nav.getByRole('link', { name: /^Recogidas/ });
  await expect.poll(() => link.innerText()).toMatch(/Recogidas\W+0/);
  await link.click();
  await page.getByRole('heading', { name: 'Recogidas', level: 1 }).waitFor();
  expect(await link.getAttribute('aria-current')).toBe('page');
  expect(await nav.locator('[aria-current=page]').count()).toBe(1);
  await page.getByText('No hay incidencias con estos filtros').waitFor();
  await look(page);

  const supervisor = await shop.supervisor();
  const { version } = await supervisor.get(`/incidents/${reference}`);
  await change(supervisor, `/incidents/${reference}`, { team_id: team.id }, version);
  await page.getByRole('button', { name: /Mostrar/ }).click();
  await page.getByRole('row', { name: /Recoged el sofá/ }).waitFor();
});
