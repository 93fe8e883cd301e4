import { expect, it } from 'vitest';
import { desk, focused, look, setUp, until } from './harness';
import { longQueue } from './long-queue';

const { shop, open, signInEmployee } = setUp();

it('works with the keyboard alone: move, select, assign, undo, open, take, answer, back', async () => {
  for (const subject of ['Teclado uno', 'Teclado dos', 'Teclado tres']) await shop.opened(subject);
  const page = await open(desk);
  await signInEmployee(page);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'Sin asignar' }).waitFor();
  await page.getByRole('row', { name: /Teclado tres/ }).waitFor();
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('gridcell');
  await page.keyboard.press('End');
  await page.keyboard.press('x');
  await page.keyboard.press('k');
  await page.keyboard.press('Shift+x');
  await page.getByText('2 seleccionadas').waitFor();
  await look(page);
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
  await page.keyboard.type('Pablo');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Cambiadas 2 incidencias').waitFor();
  const supervisor = await shop.supervisor();
  const pablo = (await supervisor.get('/employees')).items.find((one: { email: string }) =>
    one.email.startsWith('pablo')
  );
  const ofPablo = async () => (await supervisor.get(`/incidents?assignee=${pablo.id}&q=teclado`)).items.length;
  expect(await ofPablo()).toBe(2);
  await page.getByRole('button', { name: 'Deshacer' }).focus();
  await page.keyboard.press('Enter');
  await until(async () => (await ofPablo()) === 0);

  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('row', { name: /Teclado tres/ }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/consola/i/*');
  await page.getByRole('button', { name: 'Tomar', exact: true }).waitFor();
  await page.keyboard.press('i');
  await page.getByText('Has tomado', { exact: false }).waitFor();
  await page.keyboard.press('s');
  await page.getByRole('menu', { name: 'Más acciones' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem');
  await look(page);
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('Más acciones');
  await page.keyboard.press('n');
  await until(async () => (await page.evaluate(() => document.activeElement?.tagName)) === 'TEXTAREA');
  await page.keyboard.type('Nota escrita sin ratón: h j k no son atajos aquí.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('article').getByText('Nota escrita sin ratón').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('h1').focus();
  await page.keyboard.press('Alt+ArrowDown');
  expect(await focused(page)).toContain('Lucía');
  await page.keyboard.press('u');
  await page.getByRole('heading', { name: 'Sin asignar' }).waitFor();
});

it('lets news wait while somebody is in the list, and neither row nor focus move', async () => {
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  await page.getByRole('row').nth(2).waitFor();
  await page.keyboard.press('j');
  const before = await focused(page);
  const rows = await page.getByRole('row').count();
  const reference = await shop.opened('Una novedad');
  await page.getByText('1 novedad', { exact: true }).first().waitFor();
  await look(page);
  expect(await focused(page)).toBe(before);
  expect(await page.getByRole('row').count()).toBe(rows);
  await page.keyboard.press('.');
  await page.getByText(reference).waitFor();
});

it('keeps single keys quiet once they are switched off', async () => {
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/yo');
  await page.getByLabel('Atajos de una sola tecla').uncheck();
  await page.getByRole('button', { name: 'Guardar' }).first().click();
  await page.getByText('Preferencias guardadas').waitFor();
  await page.locator('h1').click();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(page.url()).toContain('/consola/yo');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Escribe un comando/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel('Atajos de una sola tecla').check();
  await page.getByRole('button', { name: 'Guardar' }).first().click();
  await until(async () => (await (await shop.ana()).get('/employees/me/preferences')).shortcuts.enabled);
});

it('keeps few rows of a queue of 10,000 in the document, and the focus where it was', async () => {
  const page = await open(desk);
  await longQueue(page, await shop.supervisor(), 10_000);
  await signInEmployee(page);
  await page.goto('/consola/cola/todas');
  const grid = page.getByRole('grid');
  await grid.waitFor();
  await page.keyboard.press('j');
  const first = await focused(page);
  const rows = () => grid.getByRole('row').count();
  const known = () => page.evaluate(() => document.querySelector('.body')?.clientHeight ?? 0);
  // To the end, page by page, as far as it goes.
  await until(async () => {
    await grid.evaluate(box => (box.scrollTop = box.scrollHeight));
    expect(await rows()).toBeLessThanOrEqual(61); // with the heading
    return (await known()) === 10_000 * 40;
  }, 60_000);
  expect(await focused(page)).toBe(first);
  await page.keyboard.press('End');
  expect(await grid.getByRole('row', { name: /Incidencia 10000 de la cola/ }).count()).toBe(1);
  expect(await grid.getAttribute('aria-rowcount')).toBe('10001');
  await look(page);
});
