import { expect, it } from 'vitest';
import { desk, lookTwice, setUp } from './harness';

const { shop, open, signInEmployee } = setUp('localhost');

it("goes on by a passkey when the session ended, but never by somebody else's", async () => {
  const reference = await shop.opened('La sesión se acaba');
  const page = await open(desk);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true
    }
  });
  await signInEmployee(page);
  await page.goto('/consola/yo');
  const section = page.getByRole('region', { name: 'Llaves de acceso' });
  await section.getByRole('button', { name: 'Añadir una llave de acceso' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nombre de la llave').fill('Portátil de Ana');
  await dialog.getByRole('button', { name: 'Crear llave' }).click();
  await page.getByText('Llave «Portátil de Ana» añadida').waitFor();

  await page.goto(`/consola/i/${reference}`);
  const counted = page.getByRole('link', { name: /^Mías.*\d/ });
  const take = page.getByRole('button', { name: 'Tomar', exact: true });
  await take.waitFor();
  await counted.waitFor(); // what else the page asks for has come: the act alone finds the session ended
  await page.context().clearCookies();
  await take.click();
  const again = page.getByRole('dialog');
  const passkey = again.getByRole('button', { name: 'Entrar con llave de acceso' });
  await passkey.waitFor();
  await lookTwice(page);
  await passkey.click();
  await page.getByText('Has tomado', { exact: false }).waitFor();
  expect(await again.count()).toBe(0);
  const ana = await shop.ana();
  expect((await ana.get(`/incidents/${reference}`)).assignee_id).toBe((await ana.get('/employees/me')).id);

  // Pablo at Ana's device: what waits is not done in her name.
  await page.getByRole('button', { name: 'Salir' }).click();
  await page.getByRole('heading', { name: 'Entrar en la consola' }).waitFor();
  await signInEmployee(page, 'pablo');
  const other = await shop.opened('Otra sesión se acaba');
  await page.goto(`/consola/i/${other}`);
  await take.waitFor();
  await counted.waitFor(); // what else the page asks for has come: the act alone finds the session ended
  await page.context().clearCookies();
  await take.click();
  await passkey.click();
  await again.getByText('Esta llave de acceso es de otra persona', { exact: false }).waitFor();
  await lookTwice(page);
  expect((await ana.get(`/incidents/${other}`)).assignee_id).toBeNull();
});
