import { beforeAll, describe, expect, it } from 'vitest';
import { desk, look, phone, setUp } from './harness';
import { furnish, ofAdministrators, ofSupervisors } from './pages';

const { shop, open, signInEmployee } = setUp();

beforeAll(() => furnish(shop));

const most = 300_000; // ms: many pages, each looked at by axe

describe.each(['es-ES', 'en-GB'])('every screen of the console in %s', locale => {
  describe.each([
    ['1280 px, light', desk, 'light'],
    ['1280 px, dark', desk, 'dark'],
    ['360 px, light', phone, 'light'],
    ['360 px, dark', phone, 'dark']
  ] as const)('at %s', (_, size, colorScheme) => {
    async function walk(who: 'supervision' | 'admin', list: string[]) {
      const page = await open({ ...size, locale, colorScheme });
      // The account speaks Spanish: only the person's own choice comes before it.
      await page.context().addCookies([{ name: 'resuelve_language', value: locale.slice(0, 2), url: shop.base }]);
      await page.goto('/consola/entrar');
      await page.locator('h1').waitFor();
      await look(page);
      await signInEmployee(page, who);
      for (const path of list) {
        await page.goto(path);
        await page.locator('h1').waitFor();
        await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
        expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
        await look(page);
      }
    }
    it('has no fault for a supervisor', async () => walk('supervision', await ofSupervisors(shop)), most);
    it('has no fault for an administrator', () => walk('admin', ofAdministrators), most);
  });
});

it('opens every layer without a fault', async () => {
  const { items } = await (await shop.supervisor()).get('/incidents?status=in_progress&limit=1');
  for (const size of [desk, phone]) {
    const page = await open(size);
    await signInEmployee(page, 'supervision');
    await page.goto(`/consola/i/${items[0].reference}`);
    await page.getByRole('heading', { name: items[0].subject }).waitFor();
    for (const button of ['Asignar', 'Cambiar']) {
      await page.getByRole('button', { name: button, exact: true }).first().click();
      await page.getByRole('dialog').waitFor();
      await look(page);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'Más acciones' }).click();
    await page.getByRole('menu').waitFor();
    await look(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Plantillas' }).click();
    await page.getByRole('dialog', { name: 'Poner una plantilla' }).waitFor();
    await page.getByRole('option', { name: /Pedir fotos/ }).waitFor();
    await look(page);
    await page.keyboard.press('Escape');
    for (const tab of ['Nota interna', 'Preguntar', 'Subsanación', 'Espera a tercero']) {
      await page.getByRole('tab', { name: tab }).click();
      await look(page);
    }
    await page.locator('h1').click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Atajos de teclado' }).waitFor();
    await look(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Escribe un comando/ }).waitFor();
    await look(page);
    await page.keyboard.type('panel');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Panel', level: 1 }).waitFor();
  }
});

it('leads people without a session to signing in, and back to where they wanted to be', async () => {
  const page = await open(desk);
  await page.goto('/consola/cola/espera?priority=high');
  await page.getByRole('heading', { name: 'Entrar en la consola' }).waitFor();
  await page.getByLabel('Correo electrónico', { exact: true }).fill('ana@casaaurora.example');
  await page.getByLabel('Contraseña', { exact: true }).fill('no es esta');
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.getByRole('alert').getByText('El correo o la contraseña no coinciden').waitFor();
  await look(page);
  await page.getByLabel('Contraseña', { exact: true }).fill('faro-nube-cuchara-7');
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.getByRole('heading', { name: 'En espera' }).waitFor();
  expect(page.url()).toContain('/consola/cola/espera?priority=high');
  await page.getByRole('button', { name: 'Salir' }).click();
  await page.getByRole('heading', { name: 'Entrar en la consola' }).waitFor();
});
