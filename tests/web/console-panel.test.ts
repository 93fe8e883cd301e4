import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, focused, look, lookTwice, phone, setUp } from './harness';

const { shop, open, signInEmployee } = setUp();

interface Listed {
  created_at: string;
  first_answered_at: string | null;
  answered_at: string | null;
  satisfaction: object | null;
}

/** A figure with its list: its words, the number of incidents that it is about, the place of its link. */
interface Figure {
  name: string;
  count: number;
  href: string;
}

beforeAll(async () => {
  const ana = await shop.ana();
  await ana.post('/incidents', {
    channel: 'store',
    subject: 'La tetera, gotea',
    description: 'Gotea desde el primer día que la usamos.',
    contact: { name: 'Marta Gil', email: 'marta.gil@example.com' },
    order: { product: 'Tetera, roja' },
    category: 'guarantee',
    points: []
  });
});

/** The panel with all that its reports tell. */
async function settled(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.figures li').count(), { timeout: 15_000 }).toBe(9);
  await expect.poll(() => page.locator('.charts section').count(), { timeout: 15_000 }).toBe(10);
}

/** All rows of the charts that count incidents, as the page shows them. */
const rows = (page: Page): Promise<Figure[]> =>
  page.locator('.charts section:not([aria-label="Tiempos de respuesta"]) tbody tr').evaluateAll(all =>
    all.map(row => ({
      name: row.querySelector('th')?.textContent?.trim() ?? '',
      count: Number((row.querySelector('td')?.textContent ?? '').replace(/\D/g, '')),
      href: row.querySelector('a')?.getAttribute('href') ?? ''
    }))
  );

/** The large figures. Some are a mean or a share: what they count is counted here, from all incidents of the period. */
async function cards(page: Page, incidents: Listed[]): Promise<Figure[]> {
  const counted: Record<string, number> = {
    'Contestadas en plazo': NaN, // its note tells
    'Hasta la primera respuesta': incidents.filter(one => one.first_answered_at).length,
    'Hasta la propuesta': incidents.filter(one => one.answered_at).length,
    'Valoración media': incidents.filter(one => one.satisfaction).length
  };
  const shown = await page.locator('.figures li').evaluateAll(all =>
    all.map(card => ({
      name: card.querySelector('a')?.textContent?.trim() ?? '',
      value: card.querySelector('.value')?.textContent ?? '',
      note: card.querySelector('.muted')?.textContent ?? '',
      href: card.querySelector('a')?.getAttribute('href') ?? ''
    }))
  );
  return shown.map(({ name, value, note, href }) => {
    const known = counted[name];
    const count = known === undefined ? Number(value) : isNaN(known) ? Number(note.split(' ')[0]) : known;
    return { name, count, href };
  });
}

/** How many incidents the list that is open says that it has. */
async function listed(page: Page): Promise<number> {
  const end = page.locator('main').getByText(/^\d+ incidencias?$|^No hay incidencias con estos filtros|^No hay nada/);
  await end.first().waitFor();
  return Number(/^\d+/.exec((await end.first().textContent()) ?? '')?.[0] ?? 0);
}

/** Opens the list of a figure, by the link that it has on the page, compares, and comes back. */
async function follow(page: Page, figure: Figure): Promise<void> {
  expect(figure.href, figure.name).toContain('/consola/cola/todas');
  await page.locator(`main a[href="${figure.href}"]`).first().click();
  await page.waitForURL(url => url.pathname === '/consola/cola/todas');
  expect(await listed(page), `${figure.name}: ${figure.href}`).toBe(figure.count);
  await page.goBack();
  await settled(page);
}

const shopsDay = (at: string | number): string =>
  new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Madrid', dateStyle: 'short' }).format(new Date(at));

/** Those that were opened on a day of the shop's or after it. */
async function incidentsSince(from: string): Promise<Listed[]> {
  const supervisor = await shop.supervisor();
  const { items, next_cursor } = await supervisor.get('/incidents?limit=100');
  expect(next_cursor, 'the demonstration fits into a page').toBe(null);
  return (items as Listed[]).filter(one => shopsDay(one.created_at) >= from);
}

it('opens from each figure of the panel the list of what it counts', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel');
  await settled(page);
  await lookTwice(page);
  const all = await incidentsSince('');
  const figures = [...(await cards(page, all)), ...(await rows(page))];
  expect(figures.find(one => one.name === 'En total')?.count).toBe(all.length);
  expect(figures.length).toBeGreaterThan(40);
  for (const figure of figures) await follow(page, figure);
}, 240_000);

it('keeps the place of what is on its way, and moves nothing when it comes', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  const held = new Map<string, () => void>();
  await page.route(/\/api\/v1\/reports\//, async route => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    await new Promise<void>(go => held.set(name, go));
    await route.continue();
  });
  await page.addInitScript(() => {
    const kept = window as unknown as { shifts: number };
    kept.shifts = 0;
    new PerformanceObserver(list =>
      list.getEntries().forEach(entry => (kept.shifts += (entry as PerformanceEntry & { value: number }).value))
    ).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto('/consola/panel');
  const places = page.locator('.charts .skeleton');
  await expect.poll(() => places.count()).toBe(10);
  expect(await page.locator('.figures .skeleton').count()).toBe(9);
  expect(await places.evaluateAll(all => all.every(one => one.closest('[aria-hidden="true"]')))).toBe(true);
  expect(await page.locator('main [aria-busy="true"]').count()).toBe(1);
  await lookTwice(page);
  const left = { satisfaction: 9, overview: 5, ageing: 4, 'service-levels': 2, daily: 2, reasons: 0 };
  for (const [name, waiting] of Object.entries(left)) {
    await expect.poll(() => held.has(name)).toBe(true);
    held.get(name)?.();
    await expect.poll(() => places.count(), { message: name }).toBe(waiting);
  }
  await settled(page);
  await page.locator('canvas').waitFor();
  expect(await page.locator('main [aria-busy="true"], main .skeleton').count()).toBe(0);
  expect(await page.evaluate(() => (window as unknown as { shifts: number }).shifts)).toBeLessThan(0.05);
});

it('counts and lists the same when the period changes', async () => {
  const page = await open(desk);
  const now = new Date(); // of the page until the end: a period is of days, and one may begin meanwhile
  await page.clock.setFixedTime(now);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel');
  await settled(page);
  const before = await rows(page);
  await page.getByLabel('Abiertas en').selectOption('7');
  await page.waitForURL('**/consola/panel?dias=7');
  await expect.poll(() => rows(page)).not.toEqual(before);
  await settled(page);
  const from = new Date(Date.parse(shopsDay(now.getTime())) - 7 * 86_400_000).toISOString().slice(0, 10);
  const shown = await cards(page, await incidentsSince(from));
  for (const figure of shown) await follow(page, figure);
  const counted = (await rows(page)).filter(one => one.count);
  expect(counted.every(one => one.href.includes('opened_from='))).toBe(true);
  for (const figure of counted) await follow(page, figure);

  // What narrows a list is shown there, and can be taken away.
  await page.getByRole('link', { name: 'En total' }).click();
  const period = page.getByRole('button', {
    name: /^Quitar: Abiertas desde el/
  });
  await period.waitFor();
  await lookTwice(page);
  await period.click();
  await page.waitForURL(url => !url.search.includes('opened_from'));
  expect(await listed(page)).toBe((await incidentsSince('')).length);
}, 240_000);

it('shows a chart as a table, sorts it, and saves what the table shows', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel');
  await settled(page);
  for (const title of ['Motivos', 'Canales']) {
    const card = page.getByRole('region', { name: title, exact: true });
    const chart = await card.locator('tbody rect').count();
    expect(chart).toBeGreaterThan(0);
    await card.getByRole('button', { name: 'Ver como tabla' }).click();
    await card.locator('tbody rect').first().waitFor({ state: 'detached' });
    expect(await card.locator('tbody tr').count()).toBe(chart);
    await lookTwice(page);
    if (title === 'Canales') {
      await card.getByRole('button', { name: 'Incidencias' }).click();
      expect(await card.getByRole('columnheader', { name: 'Incidencias' }).getAttribute('aria-sort')).toBe(
        'descending'
      );
    }
    const cells = await card
      .locator('tbody tr')
      .evaluateAll(all => all.map(row => [...row.querySelectorAll('th, td')].map(cell => cell.textContent?.trim())));
    const counts = cells.map(row => Number(row[1]));
    if (title === 'Canales') expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const download = page.waitForEvent('download');
    await card.getByRole('button', { name: 'Descargar CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    const lines = csv.replace('\ufeff', '').trim().split('\r\n');
    const read = lines.map(line => /^(?:"((?:[^"]|"")*)"|([^,]*)),(.*)$/.exec(line) ?? []);
    expect(read.slice(1).map(([, quoted, plain, count]) => [quoted?.replaceAll('""', '"') ?? plain, count])).toEqual(
      cells
    );
  }
}, 120_000);

it('draws how it went day by day: a cursor by keys, the same as a table and a file, each figure with its list', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel?dias=30');
  const card = page.getByRole('region', { name: 'Evolución', exact: true });
  await card.locator('canvas').waitFor();
  await settled(page);
  await lookTwice(page);
  const cursor = card.getByRole('slider', { name: 'Día del gráfico' });
  await cursor.focus();
  await page.keyboard.press('Home');
  const first = await cursor.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => cursor.getAttribute('aria-valuenow')).toBe('2');
  expect(await cursor.getAttribute('aria-valuetext')).not.toBe(first);
  await card.getByRole('link', { name: 'Evolución' }).click();
  await page.waitForURL('**/consola/panel/evolucion?dias=30');

  const cells = page.locator('tbody tr');
  await cells.first().waitFor();
  await lookTwice(page);
  const table = await cells.evaluateAll(all =>
    all.map(row => [
      row.querySelector('time')?.dateTime ?? '',
      ...[...row.querySelectorAll('td')].map(cell => /\d+/.exec(cell.textContent ?? '')?.[0] ?? '')
    ])
  );
  const { items } = await (await shop.supervisor()).get(`/reports/daily?from=${table[0]?.[0]}`);
  type Item = Record<'day' | 'total' | 'answered_in_time' | 'answered_late' | 'open', string | number>;
  const figures = items.map((one: Item) => [one.day, one.total, one.answered_in_time, one.answered_late, one.open]);
  expect(table).toEqual(figures.map((row: unknown[]) => row.map(String)));
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Descargar CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8')
    .replace('\ufeff', '')
    .trim()
    .split('\r\n');
  expect(csv.slice(1)).toEqual(table.map(row => row.join(',')));

  for (const column of [1, 2, 4]) {
    const link = page.locator(`tbody td:nth-of-type(${column}) a`).last();
    const count = Number(/\d+/.exec((await link.textContent()) ?? '')?.[0]);
    await link.click();
    await page.waitForURL(url => url.pathname === '/consola/cola/todas');
    expect(await listed(page), `column ${column}`).toBe(count);
    await page.goBack();
    await cells.first().waitFor();
  }

  await page.setViewportSize({ width: 360, height: 740 });
  await look(page);
}, 120_000);

it('gives a reason the figures of those below it, and lists both', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel');
  await settled(page);
  const supervisor = await shop.supervisor();
  const counts: { category: string; count: number }[] = (await supervisor.get('/reports/reasons')).by_category;
  const of = (ids: string[]) =>
    counts.filter(one => ids.includes(one.category)).reduce((sum, one) => sum + one.count, 0);
  const reasons = page.getByRole('region', { name: 'Motivos', exact: true });
  const row = reasons.getByRole('row').filter({ hasText: 'No funciona o funciona mal' }).first();
  expect(Number((await row.locator('td').textContent())?.trim())).toBe(of(['defect', 'guarantee', 'instructions']));
  await row.getByRole('link').click();
  await page.getByRole('button', { name: /^Quitar: Motivo: No funciona/ }).waitFor();
  expect(await listed(page)).toBe(of(['defect', 'guarantee', 'instructions']));
});

it('narrows every figure to a team and to a product', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel');
  await settled(page);
  const total = async () => (await cards(page, [])).find(one => one.name === 'En total') as Figure;
  const everything = (await total()).count;
  await page.getByLabel('Equipo').selectOption({ index: 1 });
  await page.waitForURL(url => url.searchParams.has('team'));
  await expect.poll(async () => (await total()).count).not.toBe(everything);
  const ofTeam = await total();
  expect(ofTeam.count).toBeGreaterThan(0);
  await follow(page, ofTeam);

  await page.getByLabel('Equipo').selectOption('');
  const product = page.getByLabel('Producto', { exact: true });
  await product.fill('Tetera, roja');
  await product.press('Enter');
  await page.waitForURL(url => url.searchParams.has('product'));
  await expect.poll(async () => (await total()).count).toBe(1);
  await lookTwice(page);
  await follow(page, await total());
  const products = page.getByRole('region', { name: 'Motivos por producto' });
  await expect.poll(() => products.locator('tbody tr').count()).toBe(3);
  await page.reload();
  await settled(page);
  expect((await total()).count).toBe(1);
});

it('opens each report on a page of its own, with the same figures and what the panel leaves out', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel?dias=90');
  await settled(page);
  for (const title of ['Motivos por producto', 'Abiertas por prioridad', 'Cómo se cerraron', 'Valoraciones']) {
    const region = page.getByRole('region', { name: title, exact: true });
    const before = (await region.locator('tbody td').allTextContents()).map(Number);
    await page.getByRole('link', { name: title, exact: true }).click();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await region.locator('tbody td').first().waitFor();
    expect(new URL(page.url()).searchParams.get('dias')).toBe('90');
    // Chart and table say the same.
    const counts = (await region.locator('figure tbody td').allTextContents()).map(Number);
    const table = region.locator('table').nth(1);
    expect((await table.locator('tbody td').allTextContents()).map(Number)).toEqual(counts);
    expect(counts.slice(0, before.length)).toEqual(before);
    if (title === 'Motivos por producto') expect(counts.length).toBeGreaterThan(before.length);
    await lookTwice(page);
    await page.getByRole('link', { name: 'Volver al panel' }).click();
    await settled(page);
  }
  await page.goto('/consola/panel/nada');
  await page.getByRole('heading', { name: 'No encontramos esta página' }).waitFor();
}, 120_000);

it('goes through a chart by its arrows, in one stop of the keyboard, and opens the list of a figure', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel');
  await settled(page);
  const chart = page.getByRole('figure', { name: 'Plazos' });
  await chart.getByText(/^En plazo, el \d+.%/).waitFor();
  await chart.getByRole('link', { name: 'Contestadas en plazo' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toBe('Contestadas fuera de plazo');
  await page.keyboard.press('End');
  expect(await focused(page)).toBe('Vencidas sin contestar');
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toBe('Vencidas sin contestar');
  await look(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  expect(await chart.evaluate(one => one.contains(document.activeElement))).toBe(false);
  const count = Number(await chart.locator('td').nth(1).textContent());
  await chart.getByRole('link', { name: 'Contestadas fuera de plazo' }).press('Enter');
  await page.waitForURL('**/consola/cola/todas?answered=late');
  expect(await listed(page)).toBe(count);
});

it('takes two dates, both included, and says where there are no data', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel');
  await settled(page);
  await page.getByLabel('Abiertas en').selectOption('fechas');
  const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Desde el día').fill(day(20));
  await page.getByLabel('Hasta el día').fill(day(3));
  await page.waitForURL(`**/consola/panel?dias=fechas&desde=${day(20)}&hasta=${day(3)}`);
  await lookTwice(page);
  await settled(page);
  const total = page.locator('.figures li', { hasText: 'En total' });
  const supervisor = await shop.supervisor();
  const href = await total.getByRole('link').getAttribute('href');
  const bounds = new URLSearchParams(href?.split('?')[1]);
  const { items } = await supervisor.get(`/incidents?limit=100&${bounds}`);
  await expect.poll(async () => Number(await total.locator('.value').textContent())).toBe(items.length);
  await follow(page, { name: 'En total', count: items.length, href: href ?? '' });

  await page.goto('/consola/panel?dias=fechas&desde=2020-01-01&hasta=2020-01-02');
  await expect.poll(() => page.locator('.figures .value').allTextContents()).toContain('Sin datos');
  await page.getByRole('region', { name: 'Tiempos de respuesta' }).getByText('Sin datos en este periodo').waitFor();
  await look(page);
});

it('fits a phone', async () => {
  const page = await open(phone);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel?dias=30');
  await settled(page);
  await lookTwice(page);
  await page.getByRole('link', { name: 'Vencidas', exact: true }).click();
  await page.getByRole('heading', { name: 'Todas', level: 1 }).waitFor();
  await lookTwice(page);
});
