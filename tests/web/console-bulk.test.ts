import { expect, it } from 'vitest';
import { desk, focused, look, lookTwice, setUp } from './harness';
import { until } from './until';
import { longQueue } from './long-queue';

const { shop, open, signInEmployee } = setUp();

it('changes many at once, tells which ones somebody else changed, tries them again, and undoes', async () => {
  const references: string[] = [];
  for (const subject of ['Lote uno', 'Lote dos', 'Lote tres']) references.push(await shop.opened(subject));
  const supervisor = await shop.supervisor();
  const change = async (reference: string, body: unknown) => {
    const { version } = await supervisor.get(`/incidents/${reference}`);
    await supervisor.call('PATCH', `/incidents/${reference}`, body, {
      'if-match': `"${version}"`
    });
  };
  await change(references[0] ?? '', { priority: 'low' });
  const priorities = async () =>
    Promise.all(references.map(async one => (await supervisor.get(`/incidents/${one}`)).priority));

  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  // What the list does not hear: it goes on showing the versions that it read.
  await page.route(/\/api\/v1\/events/, route => route.abort());
  await page.goto('/consola/cola/todas?status=registered');
  for (const subject of ['Lote uno', 'Lote dos', 'Lote tres'])
    await page.getByRole('row', { name: subject }).getByRole('gridcell').first().click();
  await page.getByText('3 seleccionadas').waitFor();
  await change(references[1] ?? '', { tags: ['otro'] });
  await page.getByRole('button', { name: 'Prioridad' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Urgente', { exact: true }).check();
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('1 de 3 no se ha cambiado').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Lote dos' }).getByText('La ha cambiado otra persona').waitFor();
  await page.getByText('Cambiadas 2 incidencias').waitFor();
  await lookTwice(page);
  expect(await priorities()).toEqual(['urgent', 'normal', 'urgent']);
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await until(async () => (await priorities()).join() === 'low,normal,normal');

  await page.getByRole('button', { name: 'Reintentar con lo de ahora' }).click();
  await page.getByText('1 de 3 no se ha cambiado').waitFor({ state: 'detached' });
  await until(async () => (await priorities()).join() === 'low,urgent,normal');
  expect((await supervisor.get(`/incidents/${references[1]}`)).tags).toEqual(['otro']);
});

it('works a queue of 10,000 by the keyboard: move, filter, select a range, assign, undo', async () => {
  const page = await open(desk);
  await longQueue(page, await shop.supervisor(), 10_000);
  const sent: {
    incidents: { id: string; version: number }[];
    change: object;
  }[] = [];
  await page.route('**/api/v1/incidents/bulk', route => {
    const body = route.request().postDataJSON() as (typeof sent)[number];
    sent.push(body);
    const items = body.incidents.map(({ id, version }) => ({
      id,
      status: 200,
      version: version + 1,
      problem: null
    }));
    return route.fulfill({ json: { items } });
  });
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/cola/todas');
  await page.getByRole('grid').waitFor();
  await page.keyboard.press('f');
  await until(async () =>
    page.getByRole('combobox', { name: 'Estado' }).evaluate(field => field === document.activeElement)
  );
  // Several states, each a button that takes it away again.
  await page.keyboard.type('curso');
  await page.getByRole('option', { name: 'En curso' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/consola/cola/todas?status=in_progress');
  await page.keyboard.press('ArrowUp'); // the last
  await page.getByRole('option', { name: 'Cerrada', selected: true }).waitFor();
  await lookTwice(page);
  await page.keyboard.press('Enter');
  await page.waitForURL(/status=in_progress%2Cclosed/);
  await page.getByRole('button', { name: 'Quitar: Estado: En curso' }).click();
  await page.waitForURL('**/consola/cola/todas?status=closed');
  expect(await focused(page)).toBe('Quitar: Estado: Cerrada');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/consola/cola/todas');
  expect(await page.getByRole('combobox', { name: 'Estado' }).evaluate(field => field === document.activeElement)).toBe(
    true
  );
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown'); // urgent
  await page.keyboard.press('ArrowDown'); // high
  await page.waitForURL('**/consola/cola/todas?priority=high');
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('x');
  for (let at = 0; at < 4; at++) await page.keyboard.press('j');
  await page.keyboard.press('Shift+x');
  await page.getByText('5 seleccionadas').waitFor();
  const row = await focused(page);
  await page.keyboard.press('a');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('Pablo');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Cambiadas 5 incidencias').waitFor();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.incidents).toHaveLength(5);
  expect(await focused(page)).toBe(row);
  await look(page);
  await page.getByRole('button', { name: 'Deshacer' }).focus();
  await page.keyboard.press('Enter');
  await until(() => Promise.resolve(sent.length === 2));
  expect(sent[1]?.incidents.map(one => one.id)).toEqual(sent[0]?.incidents.map(one => one.id));
  expect(sent[1]?.incidents[0]?.version).toBe((sent[0]?.incidents[0]?.version ?? 0) + 1);
});
