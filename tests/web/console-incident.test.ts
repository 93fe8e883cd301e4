import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { desk, focused, look, lookTwice, phone, photo, setUp } from './harness';
import type { Api } from './shop';
import { until } from './until';
import { longQueue } from './long-queue';

const { shop, open, signIn, signInEmployee } = setUp();

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
  await dialog.waitFor();
  // The focus is on the priority that it has.
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('normal');
  await dialog.getByLabel('Alta', { exact: true }).check();
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

it('has the queue that one came from beside the incident on a wide screen, where its keys move', async () => {
  for (const subject of ['Al lado una', 'Al lado otra', 'Al lado tres']) await shop.opened(subject);
  const page = await open({ ...desk, viewport: { width: 1600, height: 900 } });
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar?q=lado');
  await page.getByRole('row', { name: 'Al lado otra' }).getByRole('link').click();
  await page.getByRole('heading', { name: 'Al lado otra' }).waitFor();
  const beside = page.getByRole('navigation', { name: 'En esta cola' });
  const marked = beside.locator('[aria-current="page"]');
  await marked.getByText('Al lado otra').waitFor();
  expect(await beside.getByRole('link').count()).toBe(3);
  await lookTwice(page);
  const order = (await beside.getByRole('link').allTextContents()).map(text => /Al lado \w+/.exec(text)?.[0]);
  const at = order.indexOf('Al lado otra');
  await page.keyboard.press(at ? '[' : ']');
  await marked.getByText(order[at ? at - 1 : 1] ?? '-').waitFor();
  await page.getByRole('heading', { level: 1, name: order[at ? at - 1 : 1] ?? '-' }).waitFor();
  await beside.getByRole('link', { name: 'Al lado otra' }).click();
  await page.getByRole('heading', { level: 1, name: 'Al lado otra' }).waitFor();
  await until(async () => (await focused(page)) === 'Al lado otra');

  // What is snoozed leaves it, and what is read stays on the screen.
  await page.keyboard.press('z');
  await page.getByRole('dialog').getByRole('button', { name: 'Aplazar' }).click();
  await beside.getByRole('link', { name: 'Al lado otra' }).waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: 'Al lado otra' }).waitFor();

  // Narrower, it goes, and nothing that was being written does.
  const reply = page.getByLabel('Mensaje para Lucía Navarro Gil');
  await reply.fill('A medias');
  await page.setViewportSize({ width: 1280, height: 900 });
  await beside.waitFor({ state: 'detached' });
  expect(await reply.inputValue()).toBe('A medias');
  expect(await reply.evaluate(field => field === document.activeElement)).toBe(true);
});

it('goes on with its keys past the rows that are here, also where the next ones did not come before', async () => {
  for (const subject of ['Más allá una', 'Más allá otra']) await shop.opened(subject);
  const page = await open(desk, [/503/]);
  await signInEmployee(page);
  let refused = false;
  await page.route(
    url => url.pathname === '/api/v1/incidents',
    route => {
      const url = new URL(route.request().url());
      if (url.searchParams.has('cursor') && !refused) {
        refused = true;
        return route.fulfill({ status: 503, json: { type: '/problems/unavailable', status: 503 } });
      }
      url.searchParams.set('limit', '1');
      return route.continue({ url: url.href });
    }
  );
  await page.goto('/consola/cola/sin-asignar?q=allá');
  await page.getByRole('button', { name: 'Reintentar' }).waitFor();
  expect(await page.getByRole('row', { name: /Más allá/ }).count()).toBe(1);
  await page
    .getByRole('row', { name: /Más allá/ })
    .getByRole('link')
    .click();
  const heading = page.getByRole('heading', { level: 1, name: /Más allá/ });
  await heading.waitFor();
  const first = (await heading.textContent()) ?? '';
  await page.keyboard.press(']');
  await until(async () => (await heading.count()) === 1 && (await heading.textContent()) !== first);
  await page.keyboard.press('[');
  await page.getByRole('heading', { level: 1, name: first }).waitFor();
});

it('keeps few rows of a long queue in the document beside an incident', async () => {
  const page = await open({ ...desk, viewport: { width: 1600, height: 900 } });
  await signInEmployee(page);
  await longQueue(page, await shop.ana(), 3_000);
  await page.goto('/consola/cola/todas');
  await page
    .getByRole('row', { name: /Incidencia 1 de la cola/ })
    .getByRole('link')
    .click();
  const beside = page.getByRole('navigation', { name: 'En esta cola' });
  await beside.getByRole('link', { name: /Incidencia 1 de/ }).waitFor();
  await beside.locator('.box').evaluate(box => (box.scrollTop = 60 * 84));
  await beside.getByRole('link', { name: /Incidencia 61 de/ }).waitFor();
  expect(await beside.getByRole('listitem').count()).toBeLessThanOrEqual(60);
  expect(await beside.getByRole('link', { name: /Incidencia 1 de/ }).count()).toBe(0);
  await look(page);
});

it('puts the panel beside an incident away and remembers it for the person; on a phone it is below', async () => {
  const reference = await shop.opened('Con el panel plegado');
  const page = await open(desk);
  await signInEmployee(page);
  await incidentOf(page, reference, 'Con el panel plegado');
  const button = page.getByRole('button', { name: 'Datos de la incidencia' });
  const details = page.getByRole('heading', { name: 'Detalles' });
  await details.waitFor();
  expect(await button.getAttribute('aria-expanded')).toBe('true');
  await button.focus();
  await page.keyboard.press('Enter');
  await details.waitFor({ state: 'hidden' });
  expect(await button.getAttribute('aria-expanded')).toBe('false');
  await lookTwice(page);
  await page.reload();
  await button.waitFor();
  expect(await details.isVisible()).toBe(false);
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 740 });
    await details.waitFor();
    expect(await button.isVisible()).toBe(false);
    await look(page);
  }
  // Also where a phone lies down: the conversation has the whole width, though the panel was folded elsewhere.
  for (const width of [736, 767]) {
    await page.setViewportSize({ width, height: 740 });
    await details.waitFor();
    const box = await page.getByRole('region', { name: 'Escribir' }).boundingBox();
    expect(box?.width).toBeGreaterThan(width - 60);
    await look(page);
  }
  await page.setViewportSize({ width: 800, height: 740 });
  await button.click();
  await details.waitFor();
  await look(page);
});

it('begins a long conversation at its end, and reads what was before without moving what is read', async () => {
  const reference = await shop.opened('Una conversación larga');
  const ana = await shop.ana();
  const write = (body: string, visibility: string) =>
    ana.post(`/incidents/${reference}/messages`, { body, visibility });
  for (let n = 1; n <= 130; n++) await write(`Nota ${n} de muchas.`, n % 8 ? 'public' : 'internal');
  const page = await open(desk);
  await signInEmployee(page);
  await incidentOf(page, reference, 'Una conversación larga');
  const written = (n: number) => page.getByRole('article').filter({ hasText: `Nota ${n} de muchas.` });
  await written(130).waitFor();
  expect(await written(1).count()).toBe(0);
  const first = page.getByRole('article').first();
  const text = (await first.textContent())?.match(/Nota \d+ de muchas\./)?.[0] ?? '';
  const place = () => page.getByText(text).evaluate(node => Math.round(node.getBoundingClientRect().top));
  await look(page);
  await page.getByRole('button', { name: 'Ver anteriores' }).scrollIntoViewIfNeeded();
  const before = await place();
  await page.getByRole('button', { name: 'Ver anteriores' }).press('Enter');
  await written(1).waitFor();
  await until(async () => Math.abs((await place()) - before) <= 2);
  await page.getByText('Una descripción de lo que pasa.').waitFor();
  expect(await page.getByRole('button', { name: 'Ver anteriores' }).count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent ?? '')).toContain(text);
  await page.mouse.wheel(0, -100_000);
  await look(page);

  // What comes next is added at the end.
  await write('Una nota más.', 'internal');
  await page.getByRole('article').last().getByText('Una nota más.').waitFor();

  // So does the customer's page.
  const portal = await open(phone);
  await signIn(portal);
  await portal.goto(`/i/${reference}`);
  await portal.getByText('Nota 129 de muchas.').waitFor();
  expect(await portal.getByText('Una descripción de lo que pasa.').count()).toBe(0);
  await lookTwice(portal);
  const oldest = portal.getByRole('article').first();
  const top = () => oldest.evaluate(node => node.getBoundingClientRect().top);
  await portal.getByRole('button', { name: 'Ver anteriores' }).focus();
  const shown = await oldest.textContent();
  const from = await top();
  await portal.keyboard.press('Enter');
  await portal.getByText('Una descripción de lo que pasa.').first().waitFor();
  const moved = portal.getByRole('article').filter({ hasText: shown?.match(/Nota \d+ de muchas/)?.[0] ?? '-' });
  await until(
    async () => Math.abs((await moved.first().evaluate(node => node.getBoundingClientRect().top)) - from) <= 2
  );
  await look(portal);
});

it('formats what is written by a toolbar and by keys, and shows it so to both sides; nothing of it is HTML', async () => {
  const reference = await shop.opened('Con formato');
  await (await shop.ana()).post(`/incidents/${reference}/take`);
  const page = await open(desk);
  await signInEmployee(page);
  await incidentOf(page, reference, 'Con formato');
  const reply = page.getByLabel('Mensaje para Lucía Navarro Gil');
  await reply.fill('Llega mañana');
  await reply.press('Shift+Control+ArrowLeft');
  await reply.press('Control+b');
  expect(await reply.inputValue()).toBe('Llega **mañana**');
  await reply.press('Control+z');
  expect(await reply.inputValue()).toBe('Llega mañana');
  await reply.press('End');
  await reply.pressSequentially(':\nuno');

  // One tab stop; the arrows move within it.
  const toolbar = page.getByRole('toolbar', { name: 'Formato' });
  await reply.press('Tab');
  expect(await focused(page)).toBe('Negrita');
  await page.keyboard.press('ArrowLeft');
  expect(await focused(page)).toBe('Cita');
  await page.keyboard.press('ArrowLeft');
  expect(await focused(page)).toBe('Lista');
  await page.keyboard.press('Home');
  expect(await focused(page)).toBe('Negrita');
  await lookTwice(page);
  await toolbar.getByRole('button', { name: 'Lista' }).click();
  expect(await reply.inputValue()).toBe('Llega mañana:\n- uno');
  const hostile = '<img src=x onerror="window.hurt=1"> [x](javascript:window.hurt=1)';
  await reply.pressSequentially(`\n- *dos*\n\nMira https://tienda.example/guia. ${hostile}`);
  await page.getByRole('button', { name: 'Enviar a Lucía Navarro Gil' }).click();
  const message = page.getByRole('article').filter({ hasText: 'Llega mañana' });
  await message.waitFor();

  const customer = await open(phone);
  await signIn(customer);
  await customer.goto(`/i/${reference}`);
  const read = customer.getByRole('article').filter({ hasText: 'Llega mañana' });
  await read.waitFor();
  for (const [side, article] of [
    [page, message],
    [customer, read]
  ] as const) {
    expect(await article.getByRole('listitem').allTextContents()).toEqual(['uno', 'dos']);
    expect(await article.locator('em').textContent()).toBe('dos');
    const link = article.getByRole('link');
    expect(await link.getAttribute('href')).toBe('https://tienda.example/guia');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await article.locator('img').count()).toBe(0);
    await article.getByText(hostile).waitFor();
    expect(await side.evaluate(() => 'hurt' in window)).toBe(false);
    await lookTwice(side);
  }
  // Mails have it as it was written.
  await until(() => Promise.resolve(shop.mails('lucia@example.com').some(mail => mail.includes('- *dos*'))));
});

it('takes files that are pasted or dropped on the text, on both sides', async () => {
  const reference = await shop.opened('Con archivos pegados');
  await (await shop.ana()).post(`/incidents/${reference}/take`);
  const page = await open(desk);
  await signInEmployee(page);
  await incidentOf(page, reference, 'Con archivos pegados');
  const customer = await open(phone);
  await signIn(customer);
  await customer.goto(`/i/${reference}`);
  for (const [side, label] of [
    [page, 'Mensaje para Lucía Navarro Gil'],
    [customer, 'Tu mensaje para la tienda']
  ] as const) {
    const field = side.getByLabel(label);
    await field.waitFor();
    const { buffer } = await photo(side, 'pegada');
    for (const [kind, name] of [
      ['paste', 'pegada.jpg'],
      ['drop', 'soltada.jpg'],
      ['drop', 'programa.exe']
    ] as const)
      await field.evaluate(
        async (node, { kind: type, name: file, base64 }) => {
          const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0));
          const transfer = new DataTransfer();
          transfer.items.add(
            new File([bytes], file, { type: file.endsWith('.jpg') ? 'image/jpeg' : 'application/exe' })
          );
          const init = { bubbles: true, cancelable: true };
          node.dispatchEvent(
            type === 'paste'
              ? new ClipboardEvent('paste', { ...init, clipboardData: transfer })
              : new DragEvent('drop', { ...init, dataTransfer: transfer })
          );
        },
        { kind, name, base64: buffer.toString('base64') }
      );
    const list = side.getByRole('list', { name: 'Archivos elegidos' });
    await list.getByText('soltada.jpg', { exact: true }).waitFor();
    await list.getByText('pegada.jpg', { exact: true }).waitFor();
    expect(await list.getByRole('listitem').count()).toBe(2);
    await side.getByText('programa.exe: elige una foto o un PDF.').waitFor();
    await lookTwice(side);
  }
  await page.getByLabel('Mensaje para Lucía Navarro Gil').fill('Las dos fotos.');
  await page.getByRole('button', { name: 'Enviar a Lucía Navarro Gil' }).click();
  const message = page.getByRole('article').filter({ hasText: 'Las dos fotos.' });
  await message.getByText('soltada.jpg').first().waitFor();
});

it('says why acts wait without a network, keeps what is written, and does them once it is back', async () => {
  const reference = await shop.opened('Sin conexión');
  const ana = await shop.ana();
  const page = await open(desk, [/ERR_INTERNET_DISCONNECTED/]);
  await signInEmployee(page);
  await incidentOf(page, reference, 'Sin conexión');
  await page.getByRole('link', { name: /^Mías.*\d/ }).waitFor();
  const reply = page.getByLabel('Mensaje para Lucía Navarro Gil');
  await page.context().setOffline(true);
  const reason = page.getByText('Sin conexión. Lo que escribes se guarda aquí', { exact: false });
  await reason.first().waitFor();
  const asOf = page.locator('#acts-wait').getByText(/^Lo que ves se leyó el \d+ de .+ \d+:\d\d/);
  await asOf.waitFor();
  const take = page.getByRole('button', { name: 'Tomar', exact: true });
  const send = page.getByRole('button', { name: 'Enviar a Lucía Navarro Gil' });
  for (const button of [take, send]) {
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(
      await button.evaluate(node => document.getElementById(node.getAttribute('aria-describedby') ?? '')?.textContent)
    ).toContain('Sin conexión');
  }
  await lookTwice(page);
  await reply.fill('Escrito sin conexión.');
  await reply.press('Control+Enter');
  await page.locator('.toast').getByText('Sin conexión').waitFor();
  await take.press('Enter');
  await page.locator('[aria-live="assertive"]').getByText('Sin conexión').waitFor({ state: 'attached' });
  await page.locator('h1').click();
  await page.keyboard.press('i');
  expect(await take.count()).toBe(1);
  expect(await page.getByText('Has tomado', { exact: false }).count()).toBe(0);

  await page.context().setOffline(false);
  await page.locator('#acts-wait').getByText('Sin conexión').waitFor({ state: 'detached' });
  expect(await reply.inputValue()).toBe('Escrito sin conexión.');
  expect((await ana.get(`/incidents/${reference}`)).assignee_id).toBeNull();
  await take.click();
  await page.getByText(`Has tomado ${reference}`).waitFor();
  await send.click();
  await page.getByRole('article').getByText('Escrito sin conexión.').waitFor();

  // What was told for a moment can be read again, by this person on this page alone.
  await page.getByRole('link', { name: 'Avisos', exact: false }).first().click();
  const said = page.getByRole('region', { name: 'Lo que has hecho ahora' });
  await said.getByText(`Has tomado ${reference}`).waitFor();
  await said.getByText('Mensaje enviado').waitFor();
  await lookTwice(page);
  await page.reload();
  await page.locator('h1').waitFor();
  expect(await said.count()).toBe(0);

  // What has not been read on a screen has no age there; a list has.
  await page.context().setOffline(true);
  await reason.first().waitFor();
  expect(await asOf.count()).toBe(0);
  await page.context().setOffline(false);
  await page.goto('/consola/cola/todas');
  await page.getByRole('row').nth(1).waitFor();
  await page.context().setOffline(true);
  await asOf.waitFor();
  await look(page);
  await page.context().setOffline(false);
});
