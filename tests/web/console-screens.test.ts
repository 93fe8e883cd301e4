import { beforeAll, describe, expect, it } from 'vitest';
import { desk, look, lookTwice, phone, setUp } from './harness';
import { furnish, ofAdministrators, ofSupervisors } from './pages';

const { shop, open, signInEmployee } = setUp();

beforeAll(() => furnish(shop));

const most = 300_000; // ms: many pages, each looked at by axe

describe.each(['es-ES', 'en-GB'])('every screen of the console in %s', locale => {
  describe.each([
    ['1280 px', desk],
    ['360 px', phone]
  ] as const)('at %s, light and dark', (_, size) => {
    async function walk(who: 'supervision' | 'admin', list: string[]) {
      const page = await open({ ...size, locale });
      // The account speaks Spanish: only the person's own choice comes before it.
      await page.context().addCookies([{ name: 'resuelve_language', value: locale.slice(0, 2), url: shop.base }]);
      await page.goto('/consola/entrar');
      await page.locator('h1').waitFor();
      await lookTwice(page);
      await signInEmployee(page, who);
      for (const path of list) {
        await page.goto(path);
        await page.locator('h1').waitFor();
        await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
        expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
        await lookTwice(page);
      }
    }
    it('has no fault for a supervisor', async () => walk('supervision', await ofSupervisors(shop)), most);
    it('has no fault for an administrator', () => walk('admin', ofAdministrators), most);
  });
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
