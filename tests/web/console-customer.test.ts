import { expect, it } from 'vitest';
import { desk, look, lookTwice, phone, setUp } from './harness';

const { shop, open, signInEmployee } = setUp();

it('keeps notes about a customer, and overwrites nothing unseen', async () => {
  const { items } = await (await shop.ana()).get('/incidents?limit=100');
  const { customer_id: id } = items.find((one: { customer_id: string | null }) => one.customer_id);
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/cliente/${id}`);
  await page.getByText('Nadie ha escrito nada').waitFor();
  await page.getByRole('button', { name: 'Editar notas' }).click();
  await page.getByLabel('Notas').fill('Prefiere que la llamen por la tarde.');
  await lookTwice(page);
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText(/^Último cambio: Ana/).waitFor();
  await page.getByText('Prefiere que la llamen por la tarde.').waitFor();
  await lookTwice(page);

  const other = await open(phone);
  await signInEmployee(other, 'pablo');
  await other.goto(`/consola/cliente/${id}`);
  await other.getByRole('button', { name: 'Editar notas' }).click();
  await page.getByRole('button', { name: 'Editar notas' }).click();
  await page.getByLabel('Notas').fill('Prefiere el correo.');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Prefiere el correo.').waitFor();

  await other.getByLabel('Notas').fill('Prefiere las mañanas.');
  await other.getByRole('button', { name: 'Guardar' }).click();
  const clash = other.getByRole('group', { name: 'Notas' });
  await clash.getByText('Prefiere el correo.').waitFor();
  await other.getByRole('group', { name: /^Ana Ruiz ha cambiado esto mientras editabas, el / }).waitFor();
  await clash.getByLabel(/Lo que ha puesto Ana Ruiz/).waitFor();
  await look(other);
  await clash.getByText('Prefiere las mañanas.').click();
  await other.getByRole('button', { name: 'Guardar' }).click();
  await other.getByText(/^Último cambio: Pablo/).waitFor();
  await page.reload();
  await page.getByText('Prefiere las mañanas.').waitFor();
  expect(await page.getByText('Prefiere el correo.').count()).toBe(0);
});
