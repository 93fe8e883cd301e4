import { describe, expect, it } from 'vitest';
import { desk, focused, look, lookTwice, phone, setUp } from './harness';
import { until } from './until';

const { shop, open, signIn, signInEmployee } = setUp();

it('shows whoever signs in next in the same tab nothing of who was there before', async () => {
  const page = await open(desk);
  await signIn(page);
  await page.getByText('La cafetera no calienta el agua').first().waitFor();
  await page.getByRole('link', { name: 'Preferencias' }).click();
  await page.getByRole('heading', { level: 1, name: /Preferencias/ }).waitFor();
  await page.getByRole('button', { name: 'Salir' }).click();
  await page.waitForURL(url => url.pathname === '/');
  // By the page's own links: a reload would forget in any case.
  await page.getByRole('navigation').getByRole('link', { name: 'Entrar' }).click();
  await page.getByLabel('Correo electrónico').fill('ejemplo@gmail.com');
  await page.getByRole('button', { name: 'Entrar con contraseña' }).click();
  await page.getByLabel('Contraseña').fill('1234');
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.waitForURL('**/cuenta');
  await page.getByText('Aún no tienes incidencias').waitFor();
  expect(await page.getByText('La cafetera no calienta el agua').count()).toBe(0);
});

describe('the account', () => {
  it('refuses a wrong password with the same words, then lists, searches, filters and keeps its place', async () => {
    const page = await open(desk);
    await page.goto('/cuenta');
    await page.getByText('Entra en tu cuenta para ver esto.').waitFor();
    await look(page);
    await page.locator('main').getByRole('link', { name: 'Entrar' }).click();
    await lookTwice(page);
    await page.getByLabel('Correo electrónico').fill('lucia@example.com');
    await page.getByRole('button', { name: 'Entrar con contraseña' }).click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('password');
    await lookTwice(page);
    await page.getByLabel('Contraseña').fill('no es esta');
    await page.getByRole('button', { name: 'Entrar', exact: true }).click();
    await page.getByText('El correo o la contraseña no coinciden').waitFor();
    await look(page);
    await page.getByLabel('Contraseña').fill('cafetera-rota-2026');
    await page.getByRole('button', { name: 'Entrar', exact: true }).click();
    await page.waitForURL('**/cuenta');
    await page
      .getByRole('link', { name: /cafetera no calienta/ })
      .first()
      .waitFor();
    await lookTwice(page);

    await page.getByLabel('Buscar').fill('hervidor');
    await page.getByRole('button', { name: 'Buscar' }).click();
    await page.waitForURL('**/cuenta?q=hervidor');
    await page
      .getByRole('link', { name: /cafetera no calienta/ })
      .first()
      .waitFor({ state: 'hidden' });
    const row = page.getByRole('link', { name: /hervidor pierde agua/ });
    await row.click();
    await page.getByRole('heading', { level: 1, name: /hervidor/ }).waitFor();
    await page.goBack();
    await row.waitFor();
    await expect.poll(() => focused(page)).toContain('hervidor');
    expect(await page.getByLabel('Buscar').inputValue()).toBe('hervidor');

    await page.getByLabel('Estado').selectOption({ label: 'Cerradas' });
    await page.getByText('No hay incidencias con estos filtros.').waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Quitar filtros' }).click();
    await page
      .getByRole('link', { name: /cafetera no calienta/ })
      .first()
      .waitFor();
  });

  it('is entered by a mailed link, which works once, and goes on where the person wanted to be', async () => {
    const page = await open(phone);
    await page.goto('/cuenta/datos');
    await page.locator('main').getByRole('link', { name: 'Entrar' }).click();
    await page.getByRole('button', { name: 'Enviarme un enlace' }).click();
    await page.getByRole('link', { name: /Escribe tu correo/ }).waitFor();
    await look(page);
    await page.getByLabel('Correo electrónico').fill('lucia@example.com');
    await page.getByRole('button', { name: 'Enviarme un enlace' }).click();
    await page.getByRole('heading', { name: 'Mira tu correo' }).waitFor();
    await expect.poll(() => focused(page)).toBe('Mira tu correo');
    await lookTwice(page);

    const link = await shop.mailedLink('lucia@example.com', 'entrar/enlace');
    await page.goto(link);
    await page.getByText('Vas a entrar como lucia@example.com').waitFor();
    expect(page.url()).not.toContain('#');
    await lookTwice(page);
    await page.getByRole('button', { name: 'Entrar', exact: true }).click();
    await page.waitForURL('**/cuenta/datos');
    await page.getByLabel('Apellidos').waitFor();

    const elsewhere = await open(desk);
    await elsewhere.goto(link);
    await elsewhere.getByRole('button', { name: 'Entrar', exact: true }).click();
    await elsewhere.getByText('Este enlace ya se ha usado o ha caducado').waitFor();
    await lookTwice(elsewhere);
    await elsewhere.getByRole('button', { name: 'Enviarme otro enlace' }).click();
    await elsewhere.getByRole('heading', { name: 'Mira tu correo' }).waitFor();
    await look(elsewhere);
    await until(async () => (await shop.mailedLink('lucia@example.com', 'entrar/enlace')) !== link);
    await elsewhere.goto(await shop.mailedLink('lucia@example.com', 'entrar/enlace'));
    await elsewhere.getByRole('button', { name: 'Entrar', exact: true }).click();
    await elsewhere.waitForURL('**/cuenta');

    await elsewhere.goto('/entrar/enlace#solo-una-parte');
    await elsewhere.getByText('A este enlace le falta una parte').waitFor();
    await look(elsewhere);
  });

  it('shows more by pages, with the focus on the first new row', async () => {
    const page = await open(desk);
    const customer = await shop.as('customers', 'lucia@example.com', 'cafetera-rota-2026');
    for (let at = 0; at < 20; at++)
      await customer.post('/my/incidents', {
        subject: `Consulta número ${at}`,
        description: 'Una duda sobre mi pedido.'
      });
    await signIn(page);
    const rows = page.locator('#incidents a');
    await expect.poll(() => rows.count()).toBe(20);
    await page.getByRole('button', { name: 'Ver más (20 en la lista)' }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(20);
    expect(await rows.nth(20).evaluate(row => row === document.activeElement)).toBe(true);
  });

  it('is created, verified by mail, and gets a new password by mail', async () => {
    const page = await open(phone);
    await page.goto('/registro');
    await lookTwice(page);
    await page.getByRole('button', { name: 'Crear cuenta' }).click();
    await page.getByRole('link', { name: /Escribe tu nombre/ }).waitFor();
    await look(page);
    await page.getByLabel('Nombre', { exact: true }).fill('Nerea');
    await page.getByLabel('Correo electrónico').fill('lucia@example.com');
    await page.getByLabel('Contraseña').fill('password1234');
    await page.getByRole('button', { name: 'Crear cuenta' }).click();
    await page.getByRole('link', { name: /la usa mucha gente/ }).waitFor();
    await page.getByLabel('Contraseña').fill('grapa batería nueva lunes');
    await page.getByRole('button', { name: 'Crear cuenta' }).click();
    await page.getByRole('link', { name: /Ya hay una cuenta con este correo/ }).waitFor();
    await look(page);
    await page.getByLabel('Correo electrónico').fill('nerea@example.com');
    await page.getByRole('button', { name: 'Crear cuenta' }).click();
    await page.getByText('Tu cuenta está lista, Nerea').waitFor();
    await page.getByText('Aún no tienes incidencias.').waitFor();
    await look(page);

    await page.goto(await shop.mailedLink('nerea@example.com', 'verify'));
    await page.getByRole('heading', { name: 'Confirma tu correo' }).waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Confirmar' }).click();
    await page.getByRole('heading', { name: 'Correo confirmado' }).waitFor();
    await look(page);

    await page.goto('/contrasena');
    await look(page);
    await page.getByLabel('Correo electrónico').fill('nerea@example.com');
    await page.getByRole('button', { name: 'Enviarme un enlace' }).click();
    await page.getByRole('heading', { name: 'Mira tu correo' }).waitFor();
    const link = await shop.mailedLink('nerea@example.com', 'reset');
    await page.goto(link);
    await look(page);
    await page.getByLabel('Contraseña nueva').fill('corta');
    await page.getByRole('button', { name: 'Guardar contraseña' }).click();
    await page.getByRole('link', { name: 'Escribe al menos 12 caracteres.' }).waitFor();
    await page.getByLabel('Contraseña nueva').fill('farola verde sin prisa');
    await page.getByRole('button', { name: 'Guardar contraseña' }).click();
    await page.waitForURL('**/entrar');
    await signIn(page, 'nerea@example.com', 'farola verde sin prisa');

    await page.goto(link);
    await page.getByLabel('Contraseña nueva').fill('farola verde con prisa');
    await page.getByRole('button', { name: 'Guardar contraseña' }).click();
    await page.getByText('Este enlace ya se ha usado').waitFor();
  });

  it('signs in again in place when the session ended, and does the action once', async () => {
    const page = await open(desk);
    await signIn(page);
    const customer = await shop.as('customers', 'lucia@example.com', 'cafetera-rota-2026');
    const { items } = await customer.get('/my/incidents?q=factura');
    await page.goto(`/i/${items[0].reference}`);
    await page.getByLabel('Tu mensaje para la tienda').fill('¿La tendré antes del lunes?');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Enviar mensaje' }).click();
    await page.getByRole('dialog', { name: 'Tu sesión ha terminado' }).waitFor();
    await look(page);
    await page.getByRole('dialog').getByLabel('Contraseña').fill('cafetera-rota-2026');
    await page.getByRole('dialog').getByRole('button', { name: 'Entrar', exact: true }).click();
    await page.getByRole('article').getByText('¿La tendré antes del lunes?').waitFor();
    const timeline = await customer.get(`/my/incidents/${items[0].reference}/timeline`);
    expect(
      timeline.items.filter((one: { body: { text?: string } }) => one.body.text === '¿La tendré antes del lunes?')
    ).toHaveLength(1);
  });

  it('goes on in place by a mailed link too, for who has no password', async () => {
    const page = await open(phone);
    await signIn(page);
    await page.goto('/cuenta/datos');
    await page.getByLabel('Dirección').fill('Calle Mar 7');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Guardar' }).click();
    const dialog = page.getByRole('dialog', { name: 'Tu sesión ha terminado' });
    await dialog.waitFor();
    const before = shop.mails('lucia@example.com').length;
    await dialog.getByRole('button', { name: 'Enviarme un enlace' }).click();
    await dialog.getByText('Ábrelo en este navegador').waitFor();
    await lookTwice(page);
    await until(() => Promise.resolve(shop.mails('lucia@example.com').length > before));
    const tab = await page.context().newPage();
    await tab.goto(await shop.mailedLink('lucia@example.com', 'entrar/enlace'));
    await tab.getByRole('button', { name: 'Entrar', exact: true }).click();
    await page.getByText('Guardado', { exact: true }).waitFor();
    expect(await (await shop.lucia()).get('/customers/me')).toMatchObject({ address: 'Calle Mar 7' });
  });

  it('asks for a right over the own data, which the shop extends and answers', async () => {
    const page = await open(phone);
    await signIn(page);
    await page.goto('/cuenta/datos');
    await page.getByText('Aún no has hecho ninguna solicitud.').waitFor();
    await page.getByRole('button', { name: 'Hacer una solicitud' }).click();
    await lookTwice(page);
    await page.getByRole('button', { name: 'Enviar solicitud' }).click();
    await page.getByRole('link', { name: 'Elige qué quieres pedir.' }).waitFor();
    await page.getByLabel('Borrar una parte de mis datos').check();
    await page.getByLabel('Qué datos y por qué').fill('Mi teléfono, en todos los pedidos.');
    await page.getByRole('button', { name: 'Enviar solicitud' }).click();
    await page.getByText(/Te responderemos como muy tarde el/).waitFor();
    await expect.poll(() => focused(page)).toBe('Mis solicitudes');
    await lookTwice(page);
    await until(() =>
      Promise.resolve(shop.mails('lucia@example.com').some(mail => mail.includes('supresión de tus datos')))
    );

    const desked = await open(desk);
    await signInEmployee(desked, 'supervision');
    await desked.goto('/consola/admin/derechos');
    await desked.getByRole('heading', { name: /Supresión: Lucía/ }).waitFor();
    await desked.getByText(/Quedan \d+ días/).waitFor();
    await lookTwice(desked);
    await desked.getByRole('button', { name: /Ampliar plazo/ }).click();
    await look(desked);
    await desked.getByRole('dialog').getByRole('button', { name: 'Ampliar plazo' }).click();
    await desked.getByRole('dialog').getByRole('link', { name: 'Escribe los motivos.' }).waitFor();
    await desked.getByLabel('Motivos').fill('Hay que pedirlo al transportista.');
    await desked.getByRole('dialog').getByRole('button', { name: 'Ampliar plazo' }).click();
    await desked.getByText(/Plazo ampliado \(.*transportista/).waitFor();
    expect(await desked.getByRole('button', { name: /Ampliar plazo/ }).count()).toBe(0);
    await desked.getByRole('button', { name: /Responder/ }).click();
    await desked.getByLabel('Atendida en parte').check();
    await desked
      .getByLabel('Respuesta', { exact: true })
      .fill('Lo hemos borrado; la factura se conserva seis años por ley.');
    await lookTwice(desked);
    await desked.getByRole('dialog').getByRole('button', { name: 'Responder' }).click();
    await desked.getByText(/Atendida en parte, /).waitFor();
    await look(desked);

    await page.reload();
    await page.getByText('la factura se conserva seis años').waitFor();
    await page.getByText('Hay que pedirlo al transportista.').waitFor();
    await look(page);
    await until(() => Promise.resolve(shop.mails('lucia@example.com').some(mail => mail.includes('seis años'))));
  });

  it('gives an export, corrects data, combines with a change made elsewhere, and erases with what is retained explained', async () => {
    const page = await open(desk);
    const registered = await fetch(`${shop.base}/api/v1/customers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        email: 'pau@example.com',
        password: 'sillas de mimbre azul',
        first_name: 'Pau',
        last_name: 'Mas'
      })
    });
    expect(registered.status).toBe(201);
    await signIn(page, 'pau@example.com', 'sillas de mimbre azul');
    await page.goto('/cuenta/datos');
    await page.getByLabel('Apellidos').waitFor();
    await lookTwice(page);

    const elsewhere = await shop.as('customers', 'pau@example.com', 'sillas de mimbre azul');
    await elsewhere.call('PATCH', '/customers/me', { address: 'Calle Luna 2' }, { 'if-match': '"1"' });
    await page.getByLabel('Apellidos').fill('Mas Roca');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Combinado con un cambio').waitFor();
    expect(await elsewhere.get('/customers/me')).toMatchObject({ last_name: 'Mas Roca', address: 'Calle Luna 2' });

    await page.getByLabel('Correo nuevo').fill('pau.mas@example.com');
    await page.getByLabel('Contraseña').fill('sillas de mimbre azul');
    await page.getByRole('button', { name: 'Cambiar correo' }).click();
    await page.getByText('Si nadie más usa pau.mas@example.com').waitFor();
    await look(page);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Descargar mis datos' }).click()
    ]);
    expect(download.suggestedFilename()).toBe('mis-datos.json');

    await page.getByRole('button', { name: 'Borrar mi cuenta' }).click();
    await page
      .getByRole('dialog')
      .getByText(/queda bloqueado/)
      .waitFor();
    await look(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('Borrar mi cuenta');
    await page.getByRole('button', { name: 'Borrar mi cuenta' }).click();
    await page.getByRole('dialog').getByLabel('Contraseña').fill('sillas de mimbre azul');
    await page.getByRole('dialog').getByRole('button', { name: 'Borrar mi cuenta' }).click();
    await page.waitForURL(`${shop.base}/`);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    const again = await fetch(`${shop.base}/api/v1/customers/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'pau@example.com', password: 'sillas de mimbre azul' })
    });
    expect(again.status).toBe(401);
  });
});
