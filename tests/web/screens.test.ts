import { beforeAll, describe, expect, it } from 'vitest';
import { desk, look, lookTwice, phone, setUp } from './harness';
import { furnish, ofCustomers, ofEverybody, own } from './pages';

const { shop, open, signIn, signInEmployee } = setUp();

beforeAll(() => furnish(shop));

describe.each(['es-ES', 'en-GB'])('every screen in %s', locale => {
  it.each([
    ['1280 px', desk],
    ['360 px', phone]
  ] as const)('has no fault at %s, light and dark', async (_, size) => {
    const page = await open({ ...size, locale });
    for (const path of ofEverybody) {
      await page.goto(path);
      await page.locator('h1').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
      await lookTwice(page);
    }
    await signIn(page, own.email, own.password);
    for (const path of await ofCustomers(shop)) {
      await page.goto(path);
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await lookTwice(page);
    }
  });
});

it('keeps the page and the form when the language changes, and the choice over a reload', async () => {
  const page = await open(phone);
  await page.goto('/abrir/detalle');
  await page.getByLabel('En una frase').fill('La lámpara parpadea');
  for (const [code, heading] of [
    ['ca', 'Explica’ns-ho amb detall'],
    ['gl', 'Cóntanolo con detalle'],
    ['eu', 'Kontatu xehetasunez'],
    ['en', 'Tell us in detail']
  ] as const) {
    await page.locator('.language select').selectOption(code);
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(code);
    await look(page);
  }
  expect(await page.getByLabel('In one sentence').inputValue()).toBe('La lámpara parpadea');
  await page.reload();
  await page.getByRole('heading', { name: 'Tell us in detail' }).waitFor();
});

it('keeps the conversation and the reply when the language changes, with its plurals and dates', async () => {
  const page = await open(phone);
  const customer = await shop.as('customers', own.email, own.password);
  const { items } = await customer.get('/my/incidents');
  const { reference, deadlines } = items.find((one: { status: string }) => one.status === 'in_progress');
  await signIn(page, own.email, own.password);
  await page.goto(`/i/${reference}`);
  const reply = page.getByRole('textbox').first();
  await reply.fill('x'.repeat(9_999));
  // As the browser writes dates: Chromium has no Galician and no Basque of its own.
  const date = (code: string) =>
    page.evaluate(
      ([language, at]) =>
        new Intl.DateTimeFormat(language, {
          timeZone: 'Europe/Madrid',
          dateStyle: 'full'
        }).format(new Date(at)),
      [code, deadlines.answer_by as string] as const
    );
  for (const [code, conversation, one, two] of [
    ['en', 'Conversation', '1 character left', '2 characters left'],
    ['ca', 'Conversa', 'Queda 1 caràcter', 'Queden 2 caràcters'],
    ['gl', 'Conversa', 'Queda 1 carácter', 'Quedan 2 caracteres'],
    ['eu', 'Elkarrizketa', 'Karaktere 1 geratzen da', '2 karaktere geratzen dira'],
    ['es', 'Conversación', 'Queda 1 carácter', 'Quedan 2 caracteres']
  ] as const) {
    await page.locator('.language select').selectOption(code);
    await page.getByRole('heading', { name: conversation, exact: true }).waitFor();
    await page
      .getByText(await date(code))
      .first()
      .waitFor();
    await page.getByText(one).waitFor();
    expect(await reply.inputValue()).toHaveLength(9_999);
    await reply.press('Backspace');
    await page.getByText(two).waitFor();
    await reply.press('x');
    // What was written stays in the language that it was written in.
    await page.getByText('¿Silba si se llena a medias?').waitFor();
    await look(page);
  }
});

it('has help and the accessibility statement in every language, and says of legal texts that they are in Spanish', async () => {
  const page = await open(phone);
  const notice = page.getByText('Aquest text només té versió aprovada en espanyol.');
  for (const [path, titles] of [
    ['/ayuda', ['Ayuda', 'Help', 'Ajuda', 'Axuda', 'Laguntza']],
    [
      '/accesibilidad',
      [
        'Declaración de accesibilidad',
        'Accessibility statement',
        'Declaració d’accessibilitat',
        'Declaración de accesibilidade',
        'Irisgarritasun-adierazpena'
      ]
    ]
  ] as const) {
    await page.goto(path);
    for (const [at, code] of ['es', 'en', 'ca', 'gl', 'eu'].entries()) {
      await page.locator('.language select').selectOption(code);
      await page.getByRole('heading', { level: 1, name: titles[at], exact: true }).waitFor();
      expect(await page.locator('article').getAttribute('lang')).toBeNull();
      if (code === 'ca') expect(await notice.count()).toBe(0);
      await look(page);
    }
  }
  await page.locator('.language select').selectOption('ca');
  await page.goto('/privacidad');
  await notice.waitFor();
  expect(await page.locator('article').getAttribute('lang')).toBe('es');
});

it('moves nothing for who wants no motion', async () => {
  for (const reducedMotion of ['reduce', 'no-preference'] as const) {
    const page = await open({ ...phone, reducedMotion });
    await page.goto('/');
    await page.locator('.door').first().waitFor();
    const longest = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('*')].flatMap(element => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return [transitionDuration, animationDuration].flatMap(text => text.split(',')).map(text => parseFloat(text));
        })
      )
    );
    if (reducedMotion === 'reduce') expect(longest).toBeLessThan(0.01);
    else expect(longest).toBeGreaterThan(0.05);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('auto');
  }
});

it('keeps the chosen theme over a reload, without a flash of the other', async () => {
  const page = await open(desk);
  await page.goto('/cuenta/preferencias');
  await page.getByLabel('Oscuro').check();
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Guardado', { exact: true }).waitFor();
  const html = await (await page.context().request.get(`${shop.base}/seguir`)).text();
  expect(html).toContain('data-theme="dark"');
  await page.goto('/seguir');
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe('rgb(16, 22, 29)');
  await look(page);
});

it('says of an address that is nowhere what to do next, in portal and console', async () => {
  const page = await open(phone);
  const nowhere = await page.goto('/no-existe/de-veras');
  expect(nowhere?.status()).toBe(404);
  await page.getByRole('heading', { name: 'No encontramos esta página' }).waitFor();
  expect(await page.title()).toBe('No encontramos esta página · Resuelve');
  await page.getByRole('link', { name: 'Seguir una incidencia' }).waitFor();
  await look(page);
  await page.getByRole('main').getByRole('link', { name: 'Ir al inicio' }).click();
  await page.waitForURL('**/');
  await page.locator('.door').first().waitFor();

  const console = await open(desk);
  await signInEmployee(console);
  const deep = await console.goto('/consola/a/b/c/d/e/f');
  expect(deep?.status()).toBe(404);
  await console.getByRole('heading', { name: 'No encontramos esta página' }).waitFor();
  await console.getByRole('main').getByRole('searchbox').waitFor();
  await look(console);
});
