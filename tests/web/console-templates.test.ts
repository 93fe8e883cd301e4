import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, focused, look, lookTwice, phone, setUp } from './harness';
import { until } from './until';

const { shop, open, signInEmployee } = setUp();

async function incident(subject: string, language = 'es'): Promise<string> {
  const opened = await (
    await shop.ana()
  ).post('/incidents', {
    subject,
    description: 'Una descripción de lo que pasa.',
    contact: { name: 'Olga Prat', email: 'olga@example.com' },
    channel: 'phone',
    language,
    order: { reference: 'P-10234', product: 'Tetera Aurora' }
  });
  return opened.reference;
}
const reply = (page: Page) => page.getByLabel('Mensaje para Olga Prat');
const value = (page: Page) => reply(page).inputValue();

it('publishes a template, previewed with the data of an incident; an agent has it', async () => {
  await incident('La tetera gotea');
  const page = await open(desk);
  await signInEmployee(page, 'admin');
  await page.goto('/consola/admin/plantillas');
  await page.getByText('Todavía no hay plantillas').waitFor();
  await lookTwice(page);
  await page.getByRole('link', { name: 'Nueva plantilla' }).click();
  await page.getByRole('heading', { name: 'Nueva plantilla' }).waitFor();
  await page.getByRole('button', { name: 'Publicar' }).click();
  await page.getByRole('link', { name: /Escribe un nombre/ }).waitFor();
  await look(page);
  await page.getByLabel('Nombre', { exact: true }).fill('Pedir fotos');
  const spanish = page.getByLabel('Español');
  await spanish.fill('Hola, {{cliente}}: ');
  await page.getByRole('button', { name: 'Publicar' }).click();
  await page.getByRole('link', { name: /No hay ningún dato que se llame «cliente»/ }).waitFor();
  await spanish.fill('Hola, ');
  await page.getByRole('button', { name: 'Nombre del cliente' }).click();
  await page.keyboard.type(': ¿nos mandas una foto de ');
  await page.getByRole('button', { name: 'Producto' }).click();
  await page.keyboard.type('?');
  expect(await spanish.inputValue()).toBe('Hola, {{customer_name}}: ¿nos mandas una foto de {{product}}?');
  await page.getByText('Hola, Olga Prat: ¿nos mandas una foto de Tetera Aurora?').waitFor();
  await lookTwice(page);
  // What is not published yet stays on the device.
  await page.getByText('Con cambios sin publicar').waitFor();
  await page.reload();
  await until(async () => (await spanish.inputValue()).startsWith('Hola, {{customer_name}}'));
  await page.getByLabel(/English/).fill('Hello {{customer_name}}, could you send us a photo?');
  await page.getByRole('button', { name: 'Publicar' }).click();
  const row = page.getByRole('row', { name: /Pedir fotos/ });
  await row.getByText('Falta: Català, Galego, Euskara').waitFor();
  await look(page);

  const agent = await open(phone);
  await signInEmployee(agent);
  await agent.goto('/consola/admin/plantillas');
  await agent.getByRole('link', { name: 'Pedir fotos' }).click();
  await agent.getByText('puedes usarla, no cambiarla').waitFor();
  await look(agent);
});

it('puts the changes of two people together, and asks where both changed the same', async () => {
  const supervisor = await shop.supervisor();
  const made = await supervisor.post('/employees/templates', {
    name: 'Cierre',
    owner: 'shop',
    texts: { es: 'Un saludo' }
  });
  const change = (version: number, texts: object) =>
    supervisor.call('PATCH', `/employees/templates/${made.id}`, { texts }, { 'if-match': `"${version}"` });
  const page = await open(desk);
  await signInEmployee(page, 'admin');
  await page.goto(`/consola/admin/plantillas/${made.id}`);
  await page.getByLabel('Español').fill('Un abrazo');
  await change(1, { es: 'Un saludo', en: 'Regards' });
  await page.getByRole('button', { name: 'Publicar' }).click();
  await page.getByText('combinado con un cambio de Rosa Marín').waitFor();
  const read = () => supervisor.get(`/employees/templates/${made.id}`);
  expect((await read()).texts).toEqual({ es: 'Un abrazo', en: 'Regards' });

  await page.goto(`/consola/admin/plantillas/${made.id}`);
  await page.getByLabel('Español').fill('Hasta pronto');
  await change(3, { es: 'Atentamente', en: 'Regards' });
  await page.getByRole('button', { name: 'Publicar' }).click();
  const clash = page.getByRole('group', { name: /Rosa Marín ha cambiado esto mientras editabas, el / });
  await clash.waitFor();
  expect(await focused(page)).toContain('Rosa Marín ha cambiado esto');
  await clash.getByText('Atentamente').waitFor();
  await lookTwice(page);
  // Nothing is chosen beforehand, and nothing is sent before somebody chooses.
  await page.getByRole('button', { name: 'Publicar' }).click();
  await clash.getByText('Elige qué se queda.', { exact: true }).waitFor();
  expect((await read()).texts.es).toBe('Atentamente');
  await clash.getByLabel(/Lo que ha puesto Rosa Marín/).check();
  expect(await page.getByLabel('Español').inputValue()).toBe('Atentamente');
  await clash.getByLabel(/Lo tuyo/).check();
  await page.getByRole('button', { name: 'Publicar' }).click();
  await page.getByText('Publicada: Cierre').waitFor();
  expect((await read()).texts.es).toBe('Hasta pronto');
});

it('inserts a template by :: at the cursor, in the language of the incident, and undo takes it back', async () => {
  const reference = await incident('The kettle leaks', 'en');
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  await reply(page).fill('AB');
  await reply(page).press('ArrowLeft');
  await page.keyboard.type('::');
  const dialog = page.getByRole('dialog', { name: 'Poner una plantilla' });
  await dialog.getByRole('combobox').fill('fotos');
  await dialog.getByText('Hello Olga Prat, could you send us a photo?').waitFor();
  await lookTwice(page);
  await page.keyboard.press('Enter');
  await until(async () => (await value(page)) === 'AHello Olga Prat, could you send us a photo?B');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.press('Control+z');
  expect(await value(page)).toBe('A::B');
  await page.keyboard.press('Control+z');
  expect(await value(page)).not.toContain('::');

  // By the keys, and without one: closing the list leaves the text as it was.
  await page.keyboard.press('Control+m');
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await until(async () => (await page.evaluate(() => document.activeElement?.tagName)) === 'TEXTAREA');
  await page.locator('h1').click();
  await page.keyboard.press('m');
  await dialog.getByRole('option', { name: /Pedir fotos/ }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await value(page)).not.toContain('m');
});
