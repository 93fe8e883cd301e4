import { beforeAll, describe, expect, it } from 'vitest';
import { desk, look, phone, setUp } from './harness';
import { furnish, ofCustomers, ofEverybody, own } from './pages';

const { shop, open, signIn } = setUp();

beforeAll(() => furnish(shop));

describe.each(['es-ES', 'en-GB'])('every screen in %s', locale => {
  it.each([
    ['1280 px, light', desk, 'light'],
    ['1280 px, dark', desk, 'dark'],
    ['360 px, light', phone, 'light'],
    ['360 px, dark', phone, 'dark']
  ] as const)('has no fault at %s', async (_, size, colorScheme) => {
    const page = await open({ ...size, locale, colorScheme });
    for (const path of ofEverybody) {
      await page.goto(path);
      await page.locator('h1').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
      await look(page);
    }
    await signIn(page, own.email, own.password);
    for (const path of await ofCustomers(shop)) {
      await page.goto(path);
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await look(page);
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

it('works at 320 px, at 400 % zoom, with forced colours and wide text spacing', async () => {
  for (const options of [
    { viewport: { width: 320, height: 640 } },
    { viewport: { width: 320, height: 256 } },
    { ...desk, forcedColors: 'active' as const }
  ]) {
    // Without the policy, since the text spacing that people set is a style of their own.
    const page = await open({ ...options, bypassCSP: true });
    await signIn(page);
    for (const path of ['/', '/cuenta', '/cuenta/datos', '/abrir/detalle', '/seguir']) {
      await page.goto(path);
      await page.locator('h1').waitFor();
      await page
        .addStyleTag({
          content:
            '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }'
        })
        .catch(() => null);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      expect(wide, `${path} at ${JSON.stringify(options)}`).toBeLessThanOrEqual(0);
    }
  }
});
