import { expect, it } from 'vitest';
import { desk, look, lookTwice, phone, setUp } from './harness';
import { until } from './until';

const { shop, open, signInEmployee } = setUp();
const path = '/consola/admin/categorias';
const delivery = 'No ha llegado o llegó otra cosa';

it('adds a reason that a customer without account then gives, and staff read, filter by and count', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'admin');
  await page.goto(path);
  const line = (name: string) => page.getByRole('listitem').filter({ hasText: name }).last();
  await line('Llega tarde').getByText('Falta: Català, Galego, Euskara').waitFor();
  await lookTwice(page);
  await page.getByRole('button', { name: 'Nuevo motivo' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await dialog.getByRole('link', { name: /Escribe el nombre en español/ }).waitFor();
  await look(page);
  await dialog.getByLabel('Nombre en Español').fill('Llega tarde');
  await dialog.getByLabel('Dentro de').selectOption({ label: delivery });
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await dialog.getByRole('link', { name: /Ya hay otro motivo con ese nombre/ }).waitFor();
  await dialog.getByLabel('Nombre en Español').fill('Fue a otra dirección');
  await dialog.getByLabel(/Nombre en English/).fill('It went to another address');
  await lookTwice(page);
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await line('Fue a otra dirección').waitFor();

  const customer = await open(phone);
  await customer.goto('/abrir/motivo');
  await customer.getByLabel(delivery).check();
  await customer.getByLabel(/Más en concreto/).selectOption({ label: 'Fue a otra dirección' });
  await lookTwice(customer);
  await customer.getByRole('button', { name: 'Continuar' }).click();
  await customer.getByLabel('En una frase').fill('Lo dejaron en el portal de al lado');
  await customer.getByLabel('Qué ha pasado').fill('Vivo en el 12 y lo dejaron en el 14.');
  await customer.getByRole('button', { name: 'Continuar' }).click();
  await customer.getByLabel('Que me envíen lo que falta').check();
  await customer.getByRole('button', { name: 'Continuar' }).click();
  await customer.getByLabel('Nombre y apellidos').fill('Olga Prat');
  await customer.getByLabel('Correo electrónico').fill('olga@example.com');
  await customer.getByRole('button', { name: 'Continuar' }).click();
  await customer.getByText(`${delivery} › Fue a otra dirección`).waitFor();
  await customer.getByRole('button', { name: 'Enviar incidencia' }).click();
  await customer.getByRole('heading', { name: 'Hemos recibido tu incidencia' }).waitFor();
  const reference = new URL(customer.url()).pathname.split('/').at(-1) ?? '';
  const supervisor = await shop.supervisor();
  expect((await supervisor.get(`/incidents/${reference}`)).category).toBe('fue_a_otra_direccion');

  const desked = await open(desk);
  await signInEmployee(desked, 'supervision');
  await desked.goto('/consola/cola/todas');
  await desked.getByRole('combobox', { name: /^Motivo/ }).fill('otra dirección');
  await desked.getByRole('option', { name: `${delivery} › Fue a otra dirección` }).click();
  await until(async () => desked.url().includes('fue_a_otra_direccion'));
  await desked.getByText('Lo dejaron en el portal de al lado').waitFor();
  await look(desked);
  await desked.goto('/consola/panel');
  const counted = desked.getByRole('region', { name: 'Motivos', exact: true }).getByRole('row');
  await counted.filter({ hasText: 'Fue a otra dirección' }).waitFor();
  await desked.goto(`/consola/i/${reference}`);
  await desked.getByText(`${delivery} › Fue a otra dirección`).waitFor();
  await desked.getByRole('button', { name: 'Cambiar', exact: true }).click();
  const change = desked.getByRole('dialog');
  await change.getByRole('combobox', { name: /^Motivo/ }).selectOption({ label: 'Llegó con daños' });
  await change.getByRole('button', { name: 'Guardar' }).click();
  await until(async () => (await supervisor.get(`/incidents/${reference}`)).category === 'damage');
  await desked.goto('/consola/nueva');
  await desked.getByRole('combobox', { name: /^Motivo/ }).selectOption({ label: `${delivery} › Fue a otra dirección` });
});

it('moves and retires: the portal offers what is left, in that order', async () => {
  const page = await open(desk);
  await signInEmployee(page, 'admin');
  await page.goto(path);
  await page.getByRole('button', { name: 'Bajar: Cobro de más' }).click();
  const ids = async () =>
    (await (await fetch(`${shop.base}/api/v1/categories`)).json()).items.map((one: { id: string }) => one.id);
  await until(async () => {
    const all = await ids();
    return all.indexOf('undue_charge') > all.indexOf('refund');
  });
  await page.getByRole('button', { name: /Más.*Faltan piezas/ }).click();
  await look(page);
  await page.getByRole('menuitem', { name: 'Retirar' }).click();
  await lookTwice(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Retirar' }).click();
  await until(async () => !(await ids()).includes('accessories'));
  await page.getByRole('button', { name: /Más.*Faltan piezas/ }).click();
  await page.getByRole('menuitem', { name: 'Volver a ofrecer' }).click();
  await until(async () => (await ids()).includes('accessories'));

  const narrow = await open(phone);
  await signInEmployee(narrow, 'admin');
  await narrow.goto(path);
  await narrow.getByText('Cobro de más', { exact: true }).waitFor();
  await lookTwice(narrow);
});

it('puts the changes of two administrators together, and shows where both changed the same', async () => {
  const admin = await shop.admin();
  const read = () => admin.get('/employees/categories/late');
  const change = async (names: object) =>
    admin.call('PATCH', '/employees/categories/late', { names }, { 'if-match': `"${(await read()).version}"` });
  const page = await open(desk);
  await signInEmployee(page, 'admin');
  await page.goto(path);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: /Cambiar.*Llega tarde/ }).click();
  await dialog.getByLabel('Nombre en Español').fill('Llega con retraso');
  await change({ es: 'Llega tarde', en: 'It is late', eu: 'Berandu dator' });
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await read()).names).toEqual({ es: 'Llega con retraso', en: 'It is late', eu: 'Berandu dator' });

  await page.getByRole('button', { name: /Cambiar.*Llega con retraso/ }).click();
  await dialog.getByLabel('Nombre en Español').fill('Se retrasa');
  await change({ es: 'Con demora' });
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await dialog.getByText(/^(?!Otra persona).+ ha cambiado esto mientras editabas, el /).waitFor();
  await dialog.getByText('Con demora').waitFor();
  await lookTwice(page);
  expect((await read()).names.es).toBe('Con demora');
  await dialog.getByLabel(/Lo tuyo/).check();
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await read()).names).toEqual({ es: 'Se retrasa' });
});

it('goes on without the list: another reason is always there', async () => {
  const page = await open(phone);
  await page.route('**/api/v1/categories', route => route.abort());
  await page.goto('/abrir/motivo');
  await page.getByText('No podemos mostrar los motivos ahora').waitFor();
  await look(page);
  await page.getByLabel('Otro motivo').waitFor();
  await page.unroute('**/api/v1/categories');
  await page.getByRole('button', { name: 'Reintentar' }).click();
  await page.getByLabel(delivery).waitFor();
});
