import { expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { desk, focused, look, lookTwice, phone, setUp } from './harness';

// The devices are Chromium's virtual authenticators: they make and sign as real ones do, and confirm without a finger.
const { shop, open, signIn, signInEmployee } = setUp('localhost');

/** A device with a passkey store of its own, which asks for a finger and gets it unless told otherwise. */
async function deviceOf(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true
    }
  });
  return {
    /** Whether it knows the finger. */
    knows: (isUserVerified: boolean) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    keys: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials
  };
}

const section = (page: Page, name = 'Llaves de acceso'): Locator => page.getByRole('region', { name });

/** Opens the dialog, gives the name, has the device make the passkey. */
async function add(page: Page, name: string): Promise<void> {
  await section(page).getByRole('button', { name: 'Añadir una llave de acceso' }).click();
  const dialog = page.getByRole('dialog', { name: 'Añadir una llave de acceso' });
  await dialog.getByLabel('Nombre de la llave').fill(name);
  await dialog.getByRole('button', { name: 'Crear llave' }).click();
}

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Salir' }).click();
}

it('lets a customer sign in by a passkey, typing nothing, until it is removed', async () => {
  const page = await open(phone);
  const device = await deviceOf(page);
  await signIn(page);
  await page.goto('/cuenta/preferencias');
  await section(page).getByText('Aún no tienes ninguna llave de acceso.').waitFor();
  await lookTwice(page);

  await section(page).getByRole('button', { name: 'Añadir una llave de acceso' }).click();
  const dialog = page.getByRole('dialog', { name: 'Añadir una llave de acceso' });
  const name = dialog.getByLabel('Nombre de la llave');
  expect(await name.inputValue()).not.toBe('');
  await lookTwice(page);
  await name.fill(' ');
  await dialog.getByRole('button', { name: 'Crear llave' }).click();
  await dialog.getByRole('link', { name: /Escribe un nombre/ }).waitFor();
  await look(page);
  await name.fill('Móvil de Lucía');
  await dialog.getByRole('button', { name: 'Crear llave' }).click();
  await page.getByText('Llave «Móvil de Lucía» añadida').waitFor();
  await section(page).getByText('Último uso: ninguno').waitFor();
  await expect.poll(() => focused(page)).toBe('Añadir una llave de acceso');
  await lookTwice(page);

  // The device has one already and says so; nothing is made twice.
  await add(page, 'Otra');
  await dialog.getByText('Este dispositivo ya tiene una llave de acceso de tu cuenta.').waitFor();
  await lookTwice(page);
  await dialog.getByRole('button', { name: 'Cancelar' }).click();
  expect(await section(page).getByRole('listitem').count()).toBe(1);
  expect(await device.keys()).toHaveLength(1);

  await leave(page);
  await page.waitForURL(`${shop.base}/`);
  await page.goto('/entrar?volver=/cuenta/preferencias');
  await lookTwice(page);
  await page.getByRole('button', { name: 'Entrar con llave de acceso' }).click();
  await page.waitForURL('**/cuenta/preferencias');
  await section(page)
    .getByText(/Último uso: hoy/)
    .waitFor();

  await section(page).getByRole('button', { name: 'Quitar «Móvil de Lucía»' }).click();
  const sure = page.getByRole('dialog', { name: 'Quitar «Móvil de Lucía»' });
  expect(await focused(page)).toBe('Cancelar');
  await lookTwice(page);
  await sure.getByRole('button', { name: 'Quitar' }).click();
  await page.getByText('Llave «Móvil de Lucía» quitada').waitFor();
  await section(page).getByText('Aún no tienes ninguna llave de acceso.').waitFor();
  await expect.poll(() => focused(page)).toBe('Llaves de acceso');

  await leave(page);
  await page.waitForURL(`${shop.base}/`);
  await page.goto('/entrar');
  await page.getByRole('button', { name: 'Entrar con llave de acceso' }).click();
  await page.getByText('Esta llave de acceso ya no abre ninguna cuenta.').waitFor();
  await lookTwice(page);
  expect(new URL(page.url()).pathname).toBe('/entrar');
  await page.goto('/cuenta');
  await page.getByText('Entra en tu cuenta para ver esto.').waitFor();
});

it('lets an employee sign in by a passkey, until it is removed', async () => {
  const page = await open(desk);
  await deviceOf(page);
  await signInEmployee(page);
  await page.goto('/consola/yo');
  await section(page).getByText('Aún no tienes ninguna llave de acceso.').waitFor();
  await add(page, 'Portátil de Ana');
  await page.getByText('Llave «Portátil de Ana» añadida').waitFor();
  await section(page).getByText('Último uso: ninguno').waitFor();
  await lookTwice(page);
  // The account has another version now; its other forms know.
  await page.getByLabel(/Apellidos/).fill('Ruiz Sol');
  await page.getByRole('button', { name: 'Guardar' }).nth(1).click();
  await page.getByText('Guardado', { exact: true }).waitFor();

  await leave(page);
  await page.getByRole('heading', { name: 'Entrar en la consola' }).waitFor();
  await page.goto('/consola/entrar?volver=/consola/yo');
  await lookTwice(page);
  await page.getByRole('button', { name: 'Entrar con llave de acceso' }).click();
  await page.waitForURL('**/consola/yo');
  await section(page)
    .getByText(/Último uso: hoy/)
    .waitFor();
  await section(page).getByRole('button', { name: 'Quitar «Portátil de Ana»' }).click();
  const sure = page.getByRole('dialog', { name: 'Quitar «Portátil de Ana»' });
  await lookTwice(page);
  await sure.getByRole('button', { name: 'Quitar' }).click();
  await section(page).getByText('Aún no tienes ninguna llave de acceso.').waitFor();
  await expect.poll(() => focused(page)).toBe('Llaves de acceso');

  await leave(page);
  await page.getByRole('heading', { name: 'Entrar en la consola' }).waitFor();
  await page.getByRole('button', { name: 'Entrar con llave de acceso' }).click();
  await page.getByText('Esta llave de acceso ya no abre ninguna cuenta.').waitFor();
  await lookTwice(page);
  expect(new URL(page.url()).pathname).toBe('/consola/entrar');
});

it('loses nothing when the device does not know the finger', async () => {
  const page = await open(phone);
  const device = await deviceOf(page);
  await signIn(page);
  await page.goto('/cuenta/preferencias');
  await device.knows(false);
  await add(page, 'Con otro dedo');
  const dialog = page.getByRole('dialog', { name: 'Añadir una llave de acceso' });
  await dialog.getByText(/No se ha creado/).waitFor();
  await lookTwice(page);
  expect(await dialog.getByLabel('Nombre de la llave').inputValue()).toBe('Con otro dedo');
  await device.knows(true);
  await dialog.getByRole('button', { name: 'Crear llave' }).click();
  await page.getByText('Llave «Con otro dedo» añadida').waitFor();

  await leave(page);
  await page.waitForURL(`${shop.base}/`);
  await page.goto('/entrar');
  await page.getByLabel('Correo electrónico').fill('lucia@example.com');
  await device.knows(false);
  await page.getByRole('button', { name: 'Entrar con llave de acceso' }).click();
  await page.getByText('El dispositivo no ha dado ninguna llave de acceso.').waitFor();
  await lookTwice(page);
  expect(await page.getByLabel('Correo electrónico').inputValue()).toBe('lucia@example.com');
  await device.knows(true);
  await page.getByRole('button', { name: 'Entrar con llave de acceso' }).click();
  await page.waitForURL('**/cuenta');
});

const tooOld = {
  status: 403,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: '/problems/forbidden', title: 'Forbidden', status: 403 })
};

it('makes no second passkey when the answer was lost on the way', async () => {
  const page = await open(phone);
  const device = await deviceOf(page);
  await signIn(page);
  await page.goto('/cuenta/preferencias');
  await page.route(
    '**/me/passkeys',
    async route => {
      if (route.request().method() !== 'POST') return route.fallback();
      await route.fetch(); // the server has it
      return route.abort();
    },
    { times: 2 }
  );
  await add(page, 'Reloj');
  const dialog = page.getByRole('dialog', { name: 'Añadir una llave de acceso' });
  await dialog.getByText('No hay conexión.').waitFor();
  await lookTwice(page);
  await page.unroute('**/me/passkeys');
  await dialog.getByRole('button', { name: 'Crear llave' }).click();
  await page.getByText('Llave «Reloj» añadida').waitFor();
  expect(await section(page).getByRole('listitem').filter({ hasText: 'Reloj' }).count()).toBe(1);
  expect(await device.keys()).toHaveLength(1);
});

it('asks a customer who it is when the sign-in is too old, and goes on from there', async () => {
  const page = await open(phone);
  await deviceOf(page);
  await signIn(page);
  await page.route('**/me/passkeys/challenges', route => route.fulfill(tooOld), { times: 1 });
  await page.goto('/cuenta/preferencias');
  await add(page, 'Tableta');
  const again = page.getByRole('dialog', { name: 'Confirma que eres tú' });
  await again.getByText('No tengo contraseña').waitFor();
  await lookTwice(page);
  await again.getByRole('button', { name: 'Cancelar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Añadir una llave de acceso' });
  expect(await dialog.getByLabel('Nombre de la llave').inputValue()).toBe('Tableta');
  await page.route('**/me/passkeys/challenges', route => route.fulfill(tooOld), { times: 1 });
  await dialog.getByRole('button', { name: 'Crear llave' }).click();
  await again.getByLabel('Contraseña').fill('cafetera-rota-2026');
  await again.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.getByText('Llave «Tableta» añadida').waitFor();

  await page.route('**/me/passkeys/*', route => route.fulfill(tooOld), { times: 1 });
  await section(page).getByRole('button', { name: 'Quitar «Tableta»' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Quitar' }).click();
  await again.getByLabel('Contraseña').fill('cafetera-rota-2026');
  await again.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.getByText('Llave «Tableta» quitada').waitFor();
  await expect.poll(() => focused(page)).toBe('Llaves de acceso');
});

it('asks an employee who it is when the sign-in is too old, in English', async () => {
  const page = await open({ ...desk, locale: 'en-GB' });
  await page.context().addCookies([{ name: 'resuelve_language', value: 'en', url: shop.base }]);
  await deviceOf(page);
  await page.goto('/consola/entrar');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
  await lookTwice(page);
  await signInEmployee(page);
  await page.route('**/me/passkeys/challenges', route => route.fulfill(tooOld), { times: 1 });
  await page.goto('/consola/yo');
  await section(page, 'Passkeys').getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('dialog').getByLabel('Name of the passkey').fill('Desk');
  await lookTwice(page);
  await page.getByRole('button', { name: 'Make passkey' }).click();
  const again = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await again.getByLabel('Password').fill('faro-nube-cuchara-7');
  await lookTwice(page);
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('Passkey “Desk” added').waitFor();
  await section(page, 'Passkeys').getByText('Last used: never').waitFor();
  await lookTwice(page);
});

it('wants the address confirmed first, in English too', async () => {
  const customer = { email: 'mar@example.com', password: 'rosa de los vientos 3', first_name: 'Mar', last_name: 'Gil' };
  await fetch(`${shop.base}/api/v1/customers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(customer)
  });
  const page = await open({ ...desk, locale: 'en-GB' });
  await page.context().addCookies([{ name: 'resuelve_language', value: 'en', url: shop.base }]);
  await page.goto('/entrar');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
  await lookTwice(page);
  await signIn(page, customer.email, customer.password);
  await page.goto('/cuenta/preferencias');
  await section(page, 'Passkeys').getByText('first confirm your e-mail address').waitFor();
  expect(await section(page, 'Passkeys').getByRole('button').count()).toBe(0);
  await lookTwice(page);
});

it('shows the passkeys where none can be added, and says so', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'pablo');
  await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
  await page.goto('/consola/yo');
  await section(page).getByText('Aún no tienes ninguna llave de acceso.').waitFor();
  await section(page).getByText('no se pueden añadir llaves de acceso').waitFor();
  expect(await section(page).getByRole('button').count()).toBe(0);
  await look(page);
  await leave(page);
  await page.getByRole('heading', { name: 'Entrar en la consola' }).waitFor();
  expect(await page.getByRole('button', { name: 'Entrar con llave de acceso' }).count()).toBe(0);
});
