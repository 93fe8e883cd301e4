import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, focused, look, lookTwice, phone, setUp } from './harness';
import type { Api } from './shop';
import { until } from './until';

const { shop, open, signInEmployee } = setUp();

const row = (page: Page, subject: string) => page.getByRole('row', { name: subject });
/** Makes a row the active one, without following its link. */
const goTo = (page: Page, subject: string) => row(page, subject).getByRole('gridcell').nth(1).click();
const chosen = (page: Page) =>
  page.evaluate(() => document.querySelector('dialog input:checked')?.closest('label')?.textContent?.trim() ?? '');
const snoozedUntil = async (api: Api, reference: string): Promise<string | null> =>
  (await api.get(`/incidents/${reference}`)).snoozed_until;
const change = async (api: Api, reference: string, body: unknown): Promise<void> => {
  const { version } = await api.get(`/incidents/${reference}`);
  await api.call('PATCH', `/incidents/${reference}`, body, { 'if-match': `"${version}"` });
};
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

it('snoozes a row of the queue by its key, which is gone at once and back when that is undone', async () => {
  const reference = await shop.opened('Aplazo una');
  await shop.opened('Aplazo otra');
  const ana = await shop.ana();
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  await goTo(page, 'Aplazo una');
  await page.keyboard.press('z');
  const dialog = page.getByRole('dialog', { name: `Aplazar ${reference}` });
  await dialog.waitFor();
  expect(await chosen(page)).toContain('Mañana a las 9:00');
  await lookTwice(page);
  await page.keyboard.press('ArrowDown');
  expect(await chosen(page)).toContain('Dentro de tres días');
  await page.keyboard.press('Enter');
  await page.getByText(`Aplazada ${reference} hasta el`).waitFor();
  await row(page, 'Aplazo una').waitFor({ state: 'detached' });
  // The focus is in the list, not lost with the row.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('gridcell');
  await row(page, 'Aplazo otra').waitFor();
  const left = Date.parse((await snoozedUntil(ana, reference)) ?? '') - Date.now();
  expect(left).toBeGreaterThan(2 * 86_400_000);
  expect(left).toBeLessThan(4 * 86_400_000);
  await look(page);
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await row(page, 'Aplazo una').waitFor();
  await until(async () => (await snoozedUntil(ana, reference)) === null);
  // What the person did is no news to them.
  expect(await page.getByText(/novedad/).count()).toBe(0);
});

it('has the snoozed ones of a view behind a filter, which a saved view keeps; one goes back to the queue from there', async () => {
  const reference = await shop.opened('Aplazo y filtro');
  const ana = await shop.ana();
  await change(ana, reference, { snoozed_until: inDays(5) });
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  await page.getByRole('grid').waitFor();
  expect(await row(page, 'Aplazo y filtro').count()).toBe(0);
  await page.getByLabel('Solo aplazadas').check();
  await page.waitForURL('**/sin-asignar?snoozed=true');
  await row(page, 'Aplazo y filtro').getByText('Aplazada hasta el').waitFor();
  await lookTwice(page);

  await page.getByRole('button', { name: 'Guardar como vista' }).click();
  await page.getByRole('dialog').getByLabel('Nombre').fill('Duermen');
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('heading', { name: 'Duermen', level: 1 }).waitFor();
  expect(await page.getByLabel('Solo aplazadas').isChecked()).toBe(true);
  await row(page, 'Aplazo y filtro').waitFor();

  await goTo(page, 'Aplazo y filtro');
  await page.keyboard.press('z');
  const dialog = page.getByRole('dialog', { name: `Aplazar ${reference}` });
  await dialog.getByText('Está aplazada hasta el').waitFor();
  await dialog.getByLabel('Volver a la cola ahora').check();
  await look(page);
  await dialog.getByRole('button', { name: 'Volver a la cola ahora' }).click();
  await page.getByText(`De vuelta en la cola: ${reference}`).waitFor();
  await row(page, 'Aplazo y filtro').waitFor({ state: 'detached' });
  expect(await snoozedUntil(ana, reference)).toBeNull();
  await page.goto('/consola/cola/sin-asignar');
  await row(page, 'Aplazo y filtro').waitFor();
});

it('is due all the same: the view of what is due today and the one of all show what is snoozed', async () => {
  const reference = await shop.opened('Aplazo y se ve');
  await change(await shop.ana(), reference, { snoozed_until: inDays(5) });
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/todas');
  await row(page, 'Aplazo y se ve').getByText('Aplazada hasta el').waitFor();
  await page.getByLabel('Solo aplazadas').check();
  await row(page, 'Aplazo y se ve').waitFor();
  await page.goto('/consola/cola/todas?snoozed=false');
  await page.getByRole('grid').waitFor();
  expect(await row(page, 'Aplazo y se ve').count()).toBe(0);
  await page.getByRole('button', { name: 'Quitar: Sin las aplazadas' }).click();
  await row(page, 'Aplazo y se ve').waitFor();
});

it('is back by itself when the customer writes, as news in the queue and as a line in the timeline', async () => {
  const reference = await shop.opened('Aplazo y escribe');
  await change(await shop.ana(), reference, { snoozed_until: inDays(5) });
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  await page.getByRole('grid').waitFor();
  expect(await row(page, 'Aplazo y escribe').count()).toBe(0);
  await (await shop.lucia()).post(`/my/incidents/${reference}/messages`, { body: '¿Se sabe algo?' });
  await page.getByText('1 novedad', { exact: true }).first().waitFor();
  await page.locator('h1').click();
  await page.keyboard.press('.');
  await row(page, 'Aplazo y escribe').waitFor();
  await page.goto(`/consola/i/${reference}`);
  await page.getByText('De vuelta en la cola: hay algo nuevo del cliente').waitFor();
  await page.getByText(/Ana .* la ha aplazado hasta el/).waitFor();
  expect(await page.getByText('Volver ahora').count()).toBe(0);
  await look(page);
});

it('is back when its moment comes, and whoever snoozed it is told', async () => {
  const reference = await shop.opened('Aplazo un momento');
  const page = await open(desk);
  await signInEmployee(page);
  // The server looks for what is due twice a minute: it is snoozed still when the list is read.
  await change(await shop.ana(), reference, { snoozed_until: new Date(Date.now() + 4_000).toISOString() });
  await page.goto('/consola/cola/sin-asignar');
  await page.getByRole('grid').waitFor();
  expect(await row(page, 'Aplazo un momento').count()).toBe(0);
  await page.getByText('1 novedad', { exact: true }).first().waitFor({ timeout: 60_000 });
  await page.locator('h1').click();
  await page.keyboard.press('.');
  await row(page, 'Aplazo un momento').waitFor();
  const notice = page.getByRole('listitem').filter({ hasText: 'Aplazo un momento' });
  await until(async () => {
    const { items } = await (await shop.ana()).get('/notices?unread=true');
    return items.some((one: { kind: string }) => one.kind === 'snooze_ended');
  });
  await page.goto('/consola/avisos');
  await notice.getByText('Ya no está aplazada: vuelve a la cola').waitFor();
  await lookTwice(page);
  await notice.getByRole('link').click();
  await page.getByText('De vuelta en la cola', { exact: true }).waitFor();
});

it('snoozes from the incident until a moment that is written, tells of the legal deadline, and comes back by a button', async () => {
  const reference = await shop.opened('Aplazo desde dentro');
  const ana = await shop.ana();
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  await goTo(page, 'Aplazo desde dentro');
  await page.keyboard.press('o');
  await page.waitForURL(`**/consola/i/${reference}`);
  await page.getByRole('button', { name: 'Más acciones' }).click();
  await page.getByRole('menuitem', { name: 'Aplazar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Aplazar ${reference}` });
  await dialog.getByLabel('Otro momento').check();
  await dialog.getByLabel('Día', { exact: true }).fill(inDays(120).slice(0, 10));
  await dialog.getByRole('button', { name: 'Aplazar' }).click();
  await dialog.getByRole('link', { name: 'Elige un día de los próximos 90.' }).waitFor();
  await look(page);
  await dialog.getByLabel('Día', { exact: true }).fill(inDays(80).slice(0, 10));
  await dialog.getByLabel('Hora', { exact: true }).fill('16:30');
  await dialog.getByText('El plazo legal acaba antes').waitFor();
  await lookTwice(page);
  await dialog.getByRole('button', { name: 'Aplazar' }).click();
  await page.getByText(`Aplazada ${reference} hasta el`).waitFor();
  await page.getByText(/^Aplazada hasta el .*16:30/).waitFor();
  await page.getByText(/^Por Ana/).waitFor();
  await page.getByText(/Ana .* la ha aplazado hasta el/).waitFor();
  expect((await snoozedUntil(ana, reference))?.slice(0, 10)).toBe(inDays(80).slice(0, 10));
  await lookTwice(page);

  // The queue that the person came from does not show it any more.
  await page.keyboard.press('u');
  await page.getByRole('grid').waitFor();
  expect(await row(page, 'Aplazo desde dentro').count()).toBe(0);
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('button', { name: 'Volver ahora' }).click();
  await page.getByText(`De vuelta en la cola: ${reference}`).waitFor();
  await page.getByRole('button', { name: 'Volver ahora' }).waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('Aplazo desde dentro');
  await page.getByText(/Ana .* la ha devuelto a la cola/).waitFor();
  expect(await snoozedUntil(ana, reference)).toBeNull();
  await page.getByRole('button', { name: 'Deshacer' }).last().click();
  await page.getByRole('button', { name: 'Volver ahora' }).waitFor();
  await until(async () => (await snoozedUntil(ana, reference)) !== null);
});

it('snoozes on top of what somebody else changed, and not over another moment of theirs', async () => {
  const reference = await shop.opened('Aplazamos las dos');
  const supervisor = await shop.supervisor();
  const page = await open(desk);
  await signInEmployee(page);
  // What the page does not hear.
  await page.route(/\/api\/v1\/events/, route => route.abort());
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('heading', { name: 'Aplazamos las dos' }).waitFor();
  await change(supervisor, reference, { priority: 'high' });
  await page.keyboard.press('z');
  await page.getByRole('dialog').getByRole('button', { name: 'Aplazar' }).click();
  await page.getByText(`Aplazada ${reference} hasta el`).waitFor();
  expect((await supervisor.get(`/incidents/${reference}`)).priority).toBe('high');

  const theirs = inDays(20);
  await change(supervisor, reference, { snoozed_until: theirs });
  await page.keyboard.press('z');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Dentro de tres días').check();
  await dialog.getByRole('button', { name: 'Aplazar' }).click();
  await dialog.getByRole('alert').waitFor();
  await look(page);
  expect(await snoozedUntil(supervisor, reference)).toBe(theirs);
  await page.keyboard.press('Escape');
  await page.getByText(/^Por Supervisión|^Por /).waitFor();
});

it('snoozes several at once; one that somebody else changed is back in its place with the reason', async () => {
  const references: string[] = [];
  for (const subject of ['Aplazo lote uno', 'Aplazo lote dos', 'Aplazo lote tres'])
    references.push(await shop.opened(subject));
  const supervisor = await shop.supervisor();
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.route(/\/api\/v1\/events/, route => route.abort());
  await page.goto('/consola/cola/sin-asignar');
  for (const subject of ['Aplazo lote uno', 'Aplazo lote dos', 'Aplazo lote tres'])
    await row(page, subject).getByRole('gridcell').first().click();
  await page.getByText('3 seleccionadas').waitFor();
  await look(page);
  await change(supervisor, references[1] ?? '', { priority: 'low' });
  await page.getByRole('region', { name: 'Selección' }).getByRole('button', { name: 'Aplazar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Aplazar 3 incidencias' });
  await dialog.getByLabel('El lunes que viene').check();
  await dialog.getByRole('button', { name: 'Aplazar' }).click();
  await page.getByText('1 de 3 no se ha cambiado').waitFor();
  await page.getByText('Aplazadas 2 incidencias').waitFor();
  await row(page, 'Aplazo lote dos').waitFor();
  expect(await row(page, 'Aplazo lote uno').count()).toBe(0);
  await lookTwice(page);
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await row(page, 'Aplazo lote uno').waitFor();
  await row(page, 'Aplazo lote tres').waitFor();
  await until(async () => (await snoozedUntil(supervisor, references[0] ?? '')) === null);
  await page.getByRole('button', { name: 'Reintentar con lo de ahora' }).click();
  await row(page, 'Aplazo lote dos').waitFor({ state: 'detached' });
  await until(async () => (await snoozedUntil(supervisor, references[1] ?? '')) !== null);
});

it('says that a closed one cannot be snoozed, and tells which of several was refused', async () => {
  const references = [await shop.opened('Se cierra sola'), await shop.opened('Sigue abierta')];
  const supervisor = await shop.supervisor();
  const customer = await shop.lucia();
  await customer.post(`/my/incidents/${references[0]}/withdrawal`);
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/cola/todas');
  await goTo(page, 'Se cierra sola');
  await page.keyboard.press('z');
  await page.getByText('Esta incidencia no se puede aplazar').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  for (const subject of ['Se cierra sola', 'Sigue abierta'])
    await row(page, subject).getByRole('gridcell').first().click();
  await page.getByText('2 seleccionadas').waitFor();
  await page.keyboard.press('z');
  await page.keyboard.press('Enter');
  await page.getByText('1 de 2 no se ha cambiado').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Se cierra sola' }).waitFor();
  await look(page);
  expect(await snoozedUntil(supervisor, references[1] ?? '')).not.toBeNull();
});

it('puts tags on rows and takes them off by a key, each keeps its others; it is undone', async () => {
  const references = [await shop.opened('Etiqueto una'), await shop.opened('Etiqueto otra')];
  const supervisor = await shop.supervisor();
  await change(supervisor, references[0] ?? '', { tags: ['horno', 'viejo'] });
  await change(supervisor, references[1] ?? '', { tags: ['viejo'] });
  const tags = () =>
    Promise.all(references.map(async one => (await supervisor.get(`/incidents/${one}`)).tags.join('+')));
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  for (const subject of ['Etiqueto una', 'Etiqueto otra'])
    await row(page, subject).getByRole('gridcell').first().click();
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Etiquetas de 2 incidencias' });
  await dialog.getByLabel('Añadir etiquetas').waitFor();
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('text');
  await dialog.getByText('(en 1 de 2)').waitFor();
  await lookTwice(page);
  await page.keyboard.press('Enter');
  await dialog.getByRole('link', { name: 'Escribe una etiqueta, o quita alguna.' }).waitFor();
  await look(page);
  await dialog.getByLabel('viejo').uncheck();
  await dialog.getByLabel('Añadir etiquetas').fill('urge, fuera, recambio');
  await dialog.getByRole('option', { name: 'Añadir «recambio»' }).waitFor();
  await dialog.getByText('1 resultado', { exact: true }).waitFor();
  await lookTwice(page);
  await page.keyboard.press('Escape'); // the list, not the dialog
  await dialog.getByRole('option').waitFor({ state: 'detached' });
  await dialog.getByRole('button', { name: 'Quitar: fuera' }).click();
  expect(await focused(page)).toBe('Quitar: urge');
  await dialog.getByLabel('Añadir etiquetas').focus();
  await page.keyboard.press('Enter');
  await page.getByText('Cambiadas 2 incidencias').waitFor();
  expect(await tags()).toEqual(['horno+recambio+urge', 'recambio+urge']);
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await until(async () => (await tags()).join() === 'horno+viejo,viejo');
  await goTo(page, 'Etiqueto otra');
  await page.keyboard.press('t');
  await page.getByRole('dialog', { name: `Etiquetas de ${references[1]}` }).waitFor();
  await page.keyboard.type('nue');
  await page.keyboard.type('vo');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Quitar: nuevo' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(`Cambiada ${references[1]}`).waitFor();
  expect((await tags())[1]).toBe('nuevo+viejo');
});

it('opens the incident of a row with its acts or the templates by their keys, and lists the keys', async () => {
  const reference = await shop.opened('Abro con teclas');
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  await goTo(page, 'Abro con teclas');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Atajos de teclado' });
  for (const act of ['Aplazar', 'Etiquetas', 'Más acciones', 'Poner una plantilla'])
    await help.getByText(act, { exact: true }).waitFor();
  await look(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await page.waitForURL(`**/consola/i/${reference}`);
  await page.getByRole('menu', { name: 'Más acciones' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem');
  await look(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await goTo(page, 'Abro con teclas');
  await page.keyboard.press('m');
  await page.waitForURL(`**/consola/i/${reference}`);
  const picker = page.getByRole('dialog');
  await picker.waitFor();
  await look(page);
  await page.keyboard.press('Escape');
  await picker.waitFor({ state: 'detached' });
  // Coming back later opens nothing.
  await page.keyboard.press('Escape');
  await page.goBack();
  await page.goForward();
  await page.getByRole('heading', { name: 'Abro con teclas' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.getByRole('menu').count()).toBe(0);
});

it('works on a phone, in English', async () => {
  const reference = await shop.opened('Aplazo en el teléfono');
  const page = await open({ ...phone, locale: 'en-GB' });
  await page.context().addCookies([{ name: 'resuelve_language', value: 'en', url: shop.base }]);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  await page.getByLabel(`Select ${reference}`).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Tags' }).click();
  await page.getByRole('dialog', { name: `Tags of ${reference}` }).waitFor();
  await look(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Snooze' }).click();
  const dialog = page.getByRole('dialog', { name: `Snooze ${reference}` });
  await dialog.getByLabel('Another moment').check();
  await dialog.getByLabel('Day', { exact: true }).fill(inDays(80).slice(0, 10));
  await lookTwice(page);
  await dialog.getByRole('button', { name: 'Snooze' }).click();
  await page.getByText(`${reference} snoozed until`).waitFor();
  await page.getByRole('link', { name: 'Aplazo en el teléfono' }).waitFor({ state: 'detached' });
  await page.goto('/consola/cola/sin-asignar?snoozed=true');
  await page.getByRole('listitem').filter({ hasText: reference }).getByText('Snoozed until').waitFor();
  await lookTwice(page);
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('button', { name: 'Back now' }).waitFor();
  await page.getByText(/Ana .* snoozed it until/).waitFor();
  await lookTwice(page);
});
