import { expect, it } from 'vitest';
import { desk, focused, look, lookTwice, setUp } from './harness';

const { shop, open, signInEmployee } = setUp();

it('makes a team and invites an employee, who accepts and sees the queue of the team', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'admin');
  await page.goto('/consola/admin/equipos');
  await page.getByLabel('Nombre del equipo').fill('Recambios');
  await page.getByRole('button', { name: 'Crear equipo' }).click();
  await page.getByRole('row', { name: /Recambios/ }).waitFor();
  await lookTwice(page);

  await page.goto('/consola/admin/personas');
  await page.getByRole('button', { name: 'Invitar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Enviar invitación' }).click();
  await dialog.getByRole('heading', { name: 'Hay un problema' }).waitFor();
  await look(page);
  await dialog.getByLabel('Correo electrónico').fill('nerea@casaaurora.example');
  await dialog.getByLabel('Nombre', { exact: true }).fill('Nerea');
  await dialog.getByLabel(/Apellidos/).fill('Costa');
  await dialog.getByLabel('Recambios').check();
  await dialog.getByRole('button', { name: 'Enviar invitación' }).click();
  const row = page.getByRole('row', { name: /Nerea Costa/ });
  await row.getByText('Invitada').waitFor();
  await lookTwice(page);

  const link = await shop.mailedLink('nerea@casaaurora.example', 'desk/invitation');
  const nerea = await open(desk);
  await nerea.goto(link.replace(/^https?:\/\/[^/]+/, shop.base));
  await nerea.getByLabel('Contraseña', { exact: true }).fill('tornillo-nube-pan-duna');
  await nerea.getByRole('button', { name: 'Guardar contraseña' }).click();
  await nerea.getByText('Ya puedes entrar').waitFor();
  await look(nerea);
  await nerea.goto('/consola/entrar');
  await nerea.getByLabel('Correo electrónico', { exact: true }).fill('nerea@casaaurora.example');
  await nerea.getByLabel('Contraseña', { exact: true }).fill('tornillo-nube-pan-duna');
  await nerea.getByRole('button', { name: 'Entrar', exact: true }).click();
  await nerea.getByRole('heading', { name: 'Mías' }).waitFor();
  await nerea.getByText('Todo al día').waitFor();
  await nerea.getByRole('link', { name: /De mi equipo/ }).click();
  await nerea.getByRole('heading', { name: 'De mi equipo' }).waitFor();
  await look(nerea);
  await nerea.goto('/consola/admin/personas');
  await nerea.getByRole('heading', { name: 'Tu cuenta no puede ver esto' }).waitFor();
  await look(nerea);

  // Disabling ends the session at once.
  await page.reload();
  await row.getByRole('button', { name: /Desactivar/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Desactivar' }).click();
  await row.getByText('Desactivada').waitFor();
  await nerea.goto('/consola/cola/equipo');
  await nerea.getByRole('heading', { name: 'Entrar en la consola' }).waitFor();
});

it("ends another's session, of a telephone that was lost", async () => {
  const lost = await shop.pablo();
  const page = await open(desk);
  await signInEmployee(page, 'admin');
  await page.goto('/consola/admin/personas');
  await page.getByRole('button', { name: /Sesiones.*Pablo/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Sesiones de Pablo/ });
  await dialog.getByRole('listitem').first().waitFor();
  await lookTwice(page);
  for (let left = await dialog.getByRole('listitem').count(); left > 0; left--) {
    await dialog
      .getByRole('button', { name: /^Cerrar sesión/ })
      .first()
      .click();
    await expect.poll(() => dialog.getByRole('listitem').count()).toBe(left - 1);
  }
  await dialog.getByText('no tiene ninguna sesión abierta').waitFor();
  await look(page);
  await expect(lost.get('/incidents')).rejects.toThrow();
});

it('shows a token once, and revokes it', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'admin');
  await page.goto('/consola/admin/tokens');
  await page.getByRole('button', { name: 'Crear token' }).click();
  await page.getByRole('heading', { name: 'Hay un problema' }).waitFor();
  await look(page);
  await page.getByLabel('Nombre', { exact: true }).fill('Almacén');
  await page.getByLabel('incidents:read').check();
  await page.getByRole('button', { name: 'Crear token' }).click();
  const secret = page.locator('code.secret');
  await secret.waitFor();
  const token = (await secret.textContent()) ?? '';
  expect(token).toMatch(/^rsv_/);
  await lookTwice(page);
  const ask = () =>
    fetch(`${shop.base}/api/v1/incidents`, {
      headers: { authorization: `Bearer ${token}` }
    });
  expect((await ask()).status).toBe(200);
  await page.reload();
  await page.getByRole('row', { name: /Almacén/ }).waitFor();
  expect(await page.content()).not.toContain(token);
  await page.getByRole('button', { name: /Revocar/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revocar' }).click();
  await page
    .getByRole('row', { name: /Almacén/ })
    .getByText('Revocado')
    .waitFor();
  expect((await ask()).status).toBe(401);
  await page.goto('/consola/admin/auditoria');
  await page.getByRole('cell', { name: 'Revoca un token' }).first().waitFor();
  await lookTwice(page);
});

it('opens the list behind a figure, and exports what it shows', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto('/consola/panel');
  const table = page.getByRole('table', { name: 'Abiertas por estado' });
  await table.waitFor();
  const shown = await table
    .getByRole('row', { name: /En curso/ })
    .locator('.value')
    .textContent();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Descargar CSV: Abiertas por estado' }).click();
  const stream = await (await download).createReadStream();
  let csv = '';
  for await (const part of stream) csv += String(part);
  expect(csv).toContain(`En curso,${shown}`);
  await table.getByRole('link', { name: 'En curso' }).click();
  await page.getByRole('heading', { name: 'Todas' }).waitFor();
  await page.getByText(`${shown} incidencias`, { exact: true }).waitFor();
  await look(page);
});

it('renames a team knowingly: what another administrator called it is seen first', async () => {
  const admin = await shop.admin();
  const team = await admin.post('/teams', { name: 'Devoluciones' });
  const read = () => admin.get(`/teams/${team.id}`);
  const page = await open(desk);
  await signInEmployee(page, 'admin');
  await page.goto('/consola/admin/equipos');
  await page.getByRole('button', { name: /Cambiar nombre.*Devoluciones/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nombre del equipo').fill('Cambios');
  await admin.call('PATCH', `/teams/${team.id}`, { name: 'Retornos' }, { 'if-match': '"1"' });
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  const clash = dialog.getByRole('group', { name: /ha cambiado esto mientras editabas, el / });
  await clash.getByText('Retornos').waitFor();
  expect(await focused(page)).toContain('ha cambiado esto');
  await lookTwice(page);
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await clash.getByText('Elige qué se queda.', { exact: true }).waitFor();
  expect((await read()).name).toBe('Retornos');
  await clash.getByLabel(/Lo que ha puesto .+ /).check();
  expect(await dialog.getByLabel('Nombre del equipo').inputValue()).toBe('Retornos');
  await clash.getByLabel(/Lo tuyo/).check();
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await read()).name).toBe('Cambios');
});

it('puts the changes of two administrators to a person together, in English too', async () => {
  const admin = await shop.admin();
  const person = await admin.post('/employees', {
    email: 'iria@casaaurora.example',
    first_name: 'Iria',
    last_name: 'Souto',
    role: 'agent',
    team_ids: [],
    language: 'es'
  });
  const read = () => admin.get(`/employees/${person.id}`);
  const change = async (body: object) =>
    admin.call('PATCH', `/employees/${person.id}`, body, { 'if-match': `"${(await read()).version}"` });
  const page = await open({ ...desk, locale: 'en-GB' });
  await signInEmployee(page, 'admin');
  await page.context().addCookies([{ name: 'resuelve_language', value: 'en', url: shop.base }]);
  await page.goto('/consola/admin/personas');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: /Change.*Iria Souto/ }).click();
  await dialog.getByLabel(/Supervisor/).check();
  await change({ last_name: 'Souto Rey' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText("combined with somebody else's change").waitFor();
  expect(await read()).toMatchObject({ role: 'supervisor', last_name: 'Souto Rey' });

  await page.getByRole('button', { name: /Change.*Iria Souto Rey/ }).click();
  await dialog.getByLabel(/Admin/).check();
  await change({ role: 'agent', first_name: 'Iría' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  const clash = dialog.getByRole('group', { name: /changed this while you were editing/ });
  await clash.getByLabel(/What .+ chose/).check();
  await lookTwice(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await read()).toMatchObject({ role: 'agent', first_name: 'Iría' });
});
