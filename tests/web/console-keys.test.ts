import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, focused, look, lookTwice, narrow, phone, setUp } from './harness';
import type { Api } from './shop';
import { until } from './until';
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

it('says whose turn it is and why in each row, and moves by key from card to card on a phone', async () => {
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/mias');
  const first = page.getByRole('row').nth(1);
  await expect.poll(() => first.innerText()).toMatch(/Le toca a: (Tienda|Cliente|Tercero)/);
  const small = await open(phone);
  await signInEmployee(small);
  await small.goto('/consola/cola/mias');
  await small.locator('[data-card="2"]').waitFor();
  for (const [key, card] of [
    ['j', '1'],
    ['j', '2'],
    ['k', '1']
  ] as const) {
    await small.keyboard.press(key);
    await expect.poll(() => small.evaluate(() => document.activeElement?.closest('li')?.dataset.card)).toBe(card);
  }
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

it('says in the title which screen it is, also after a click and of what is known already', async () => {
  const reference = await shop.opened('El título se ve');
  const page = await open(desk);
  await signInEmployee(page);
  const titled = (title: string) => until(async () => (await page.title()) === title);
  await page.goto('/consola/yo');
  await titled('Mi cuenta · Resuelve');
  await page.getByRole('link', { name: 'Mías', exact: false }).first().click();
  await titled('Mías · Resuelve');
  await page.getByRole('link', { name: /Sin asignar/ }).click();
  await titled('Sin asignar · Resuelve');
  const link = page.getByRole('link', { name: 'El título se ve' });
  await link.click();
  await titled(`El título se ve · ${reference} · Resuelve`);
  await page.goBack();
  await titled('Sin asignar · Resuelve');
  await link.click();
  await titled(`El título se ve · ${reference} · Resuelve`);
});

it('gives scroll and focus back on Back and Forward, and a page that is there for one field that field', async () => {
  for (const subject of ['Vuelta uno', 'Vuelta dos']) await shop.opened(subject);
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  await page.getByRole('row', { name: /Vuelta dos/ }).waitFor();
  const place = () => page.evaluate(() => document.activeElement?.getAttribute('data-at'));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const row = await place();
  expect(row).toMatch(/^\d+-\d+$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/consola/i/*');
  const more = page.getByRole('button', { name: 'Más acciones' });
  await more.focus();
  await page.goBack();
  await page.getByRole('heading', { name: 'Sin asignar' }).waitFor();
  await until(async () => (await place()) === row);
  await look(page);
  await page.goForward();
  await more.waitFor();
  await until(async () => (await focused(page)) === 'Más acciones');

  await page.keyboard.press('/');
  await page.getByRole('heading', { name: 'Buscar' }).waitFor();
  await until(async () => (await page.evaluate(() => document.activeElement?.id)) === 'q');
  await page.keyboard.type('vuelta');
  expect(await page.getByRole('searchbox').inputValue()).toBe('vuelta');
  await page.locator('h1').click();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'Sin asignar' }).waitFor();
  await until(async () => (await focused(page)) === 'Sin asignar');
});

it('names every key of the place in the help, and what an icon alone is called on hover and focus', async () => {
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/todas');
  await page.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Atajos de teclado' });
  const queue = help.getByRole('region', { name: 'En la cola' });
  for (const key of ['Inicio', 'Fin', 'RePág', 'AvPág', 'Espacio', '↑', '↓', '↵'])
    await queue.getByText(key, { exact: true }).first().waitFor();
  await lookTwice(page);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Plegar la navegación' }).click();
  const tip = page.locator('.tooltip');
  await page.getByRole('link', { name: /Vencen hoy/ }).hover();
  await until(async () => (await tip.textContent()) === 'Vencen hoy');
  await lookTwice(page);
  await page.keyboard.press('Escape');
  expect(await tip.count()).toBe(0);
  await page.getByRole('link', { name: 'Buscar' }).first().focus();
  await page.keyboard.press('Tab');
  await until(async () => (await tip.count()) === 1);
  await page.getByRole('button', { name: 'Plegar la navegación' }).click();
  await page.mouse.move(600, 600);
  expect(await page.getByRole('banner').count()).toBe(1);
  expect(await page.getByRole('contentinfo').count()).toBe(1);
  await page.goto('/consola/una/dos/tres/cuatro');
  await page.getByRole('heading', { name: 'No encontramos esta página' }).waitFor();
  await look(page);
});

/** Incidents that nobody has yet, all at once. */
const opened = (ana: Api, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, at) =>
      ana.post('/incidents', {
        channel: 'phone',
        subject: `Llamada ${at + 1}`,
        description: 'Llamó y lo contó por teléfono.',
        contact: { name: 'Rosa Vidal', email: 'rosa.vidal@example.com' },
        points: []
      })
    )
  );

it('lets fifty news wait while somebody is in row 30, and neither row nor focus move', async () => {
  const ana = await shop.ana();
  await opened(ana, 30);
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  await page.getByRole('row', { name: /Llamada 1\b/ }).waitFor();
  await page.keyboard.press('j');
  const row = () => page.evaluate(() => document.activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex'));
  while ((await row()) !== '31') await page.keyboard.press('j'); // the heading is row 1
  const seen = async () => ({
    focus: await focused(page),
    place: await page.evaluate(() => document.activeElement?.getBoundingClientRect().top),
    scrolled: await page.getByRole('grid').evaluate(grid => grid.scrollTop),
    rows: Number(await page.getByRole('grid').getAttribute('aria-rowcount'))
  });
  const before = await seen();
  expect(before.place).toBeLessThan(900 - 128 - 38); // above where the news come up
  await opened(ana, 50);
  // Of so many at once it is enough to know that they came.
  const news = page.getByText(/^(50 novedades|Hay muchas novedades)/).first();
  await news.waitFor();
  await look(page);
  expect(await seen()).toEqual(before);
  await page.keyboard.press('.');
  await until(async () => (await seen()).rows === before.rows + 50);
  expect(await row()).toBe('2');
});

it('shows the exact date of what is told in short, on focus too, and in lists without a stop for each', async () => {
  await shop.opened('La fecha exacta');
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar?q=exacta');
  await page.getByRole('row', { name: /La fecha exacta/ }).waitFor();
  const exact = page.locator('.tooltip').filter({ hasText: /^\d+ de .+ de \d{4}\D+\d+:\d\d$/ });
  await page.keyboard.press('j');
  for (let cell = 0; cell < 12 && !(await exact.count()); cell++) {
    await page.keyboard.press('ArrowRight');
    // What shows it comes with the first date that somebody goes to.
    if (await page.evaluate(() => document.activeElement?.querySelector('time'))) await exact.waitFor();
  }
  await exact.waitFor();
  await look(page);
  await page.keyboard.press('Escape');
  expect(await exact.count()).toBe(0);
  expect(await page.locator('[role="row"] time[tabindex], li time[tabindex]').count()).toBe(0);

  await page
    .getByRole('row', { name: /La fecha exacta/ })
    .getByRole('link')
    .press('Enter');
  await page.getByRole('heading', { name: 'La fecha exacta' }).waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await exact.waitFor();
  await page.keyboard.press('Alt+ArrowUp');
  // What stands alone is reached by itself.
  await page.locator('header time').first().focus();
  await exact.waitFor();
  await look(page);
});

it('says why the keys of the queue wait without a network, and does what they are for once it is back', async () => {
  const reference = await shop.opened('Sin red en la cola');
  const page = await open(desk, [/ERR_INTERNET_DISCONNECTED/]);
  await signInEmployee(page);
  await page.getByRole('link', { name: /^Mías.*\d/ }).waitFor();
  await page.goto('/consola/cola/sin-asignar?q=red');
  await page.getByRole('row', { name: /Sin red en la cola/ }).waitFor();
  await page.getByRole('link', { name: /^Mías.*\d/ }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.context().setOffline(true);
  await page.locator('#acts-wait').getByText('Sin conexión').waitFor();
  const assign = page.getByRole('button', { name: 'Asignar', exact: true });
  expect(await assign.getAttribute('aria-disabled')).toBe('true');
  expect(await assign.getAttribute('aria-describedby')).toBe('acts-wait');
  await look(page);
  const alerts = await page.locator('[aria-live="assertive"]').evaluateHandle(region => {
    const said: string[] = [];
    new MutationObserver(() => region.textContent && said.push(region.textContent)).observe(region, {
      characterData: true,
      childList: true,
      subtree: true
    });
    return said;
  });
  for (const [at, key] of ['i', 'p', 't', 'z', 'm', 'a'].entries()) {
    await page.keyboard.press(key);
    await until(async () => (await alerts.evaluate(said => said.length)) > at);
    expect(await page.getByRole('dialog').count(), key).toBe(0);
    expect(new URL(page.url()).pathname, key).toBe('/consola/cola/sin-asignar');
  }
  expect(await alerts.evaluate(said => said.every(text => text.includes('Sin conexión')))).toBe(true);
  await page.locator('.toast').getByText('Sin conexión').waitFor();

  await page.context().setOffline(false);
  await page.locator('#acts-wait').getByText('Sin conexión').waitFor({ state: 'detached' });
  await page.keyboard.press('i');
  await page.getByText(`Has tomado ${reference}`).waitFor();
});

it('says so where what a key opens cannot be loaded, and opens it once it can', async () => {
  const page = await open(desk, [/dynamically imported module/]);
  const part = /\/assets\/.*Help[^/]*\.js/;
  await page.route(part, route => route.abort()); // before the page asks for it ahead
  await signInEmployee(page);
  await page.keyboard.press('?');
  const failed = page.getByRole('dialog', { name: 'No se ha podido abrir' });
  await failed.waitFor();
  await look(page);
  await page.unroute(part);
  await failed.getByRole('button', { name: 'Reintentar' }).click();
  await page.getByRole('dialog', { name: 'Atajos de teclado' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

/** Whether what has the focus can be seen: on the screen, and nothing over its middle. */
const isSeen = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return false;
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const there = document.elementFromPoint(x, y);
    return there !== null && (element.contains(there) || there.contains(element));
  });

it('does the same on cards at 400 % with forced colours, with the focus in sight: move, filter, select, assign, undo', async () => {
  for (const subject of ['Lupa uno', 'Lupa dos', 'Lupa tres']) await shop.opened(subject);
  const supervisor = await shop.supervisor();
  const urgent = (await supervisor.get('/incidents?q=lupa')).items as { id: string; version: number }[];
  for (const { id, version } of urgent)
    await supervisor.call('PATCH', `/incidents/${id}`, { priority: 'urgent' }, { 'if-match': `"${version}"` });
  const page = await open(narrow);
  await signInEmployee(page);
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await expect.poll(() => isSeen(page), { message: `what has the focus after ${key} is in sight` }).toBe(true);
    }
  };
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'Sin asignar' }).waitFor();
  await page.locator('[data-card="0"]').waitFor();
  await press('f');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await press('Tab', 'ArrowDown'); // urgent
  await page.waitForURL('**/consola/cola/sin-asignar?priority=urgent');
  await page.getByRole('link', { name: 'Lupa tres' }).waitFor();
  await look(page);
  // Out of the filters, where letters choose, to the cards.
  await press('Shift+Tab', 'Shift+Tab');
  const card = () => page.evaluate(() => document.activeElement?.closest('li')?.dataset.card);
  await press('j');
  expect(await card()).toBe('1');
  await press('x', 'k', 'Shift+x');
  await page.getByText('2 seleccionadas').waitFor();
  expect(await card()).toBe('0');
  expect(await isSeen(page)).toBe(true);
  await look(page);
  await press('a');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('Pablo');
  await press('Tab', 'Tab', 'Tab', 'Enter');
  await page.getByText('Cambiadas 2 incidencias').waitFor();
  const pablo = (await supervisor.get('/employees')).items.find((one: { email: string }) =>
    one.email.startsWith('pablo')
  );
  const ofPablo = async () => (await supervisor.get(`/incidents?assignee=${pablo.id}&q=lupa`)).items.length;
  expect(await ofPablo()).toBe(2);
  await page.getByRole('button', { name: 'Deshacer' }).focus();
  expect(await isSeen(page)).toBe(true);
  await press('Enter');
  await until(async () => (await ofPablo()) === 0);
});
