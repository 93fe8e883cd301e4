import { describe, expect, it } from 'vitest';
import { desk, look, lookTwice, narrow, phone, setUp } from './harness';

const { shop, open, signIn } = setUp();

async function file(email: string): Promise<string> {
  const answer = await fetch(`${shop.base}/api/v1/claims`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      subject: 'El jarrón llegó roto',
      description: 'El jarrón venía roto en la caja.',
      contact: { name: 'Olga Prat', email }
    })
  });
  return ((await answer.json()) as { reference: string }).reference;
}

describe('following by key', () => {
  it.each([
    ['on a phone', phone, 'olga.prat@example.com'],
    ['at 400 % with forced colours', narrow, 'olga.sala@example.com']
  ])('says the same for a wrong key and address, and opens with the mailed link once, %s', async (_, size, email) => {
    const reference = await file(email);
    const page = await open(size);
    await page.goto('/seguir');
    await lookTwice(page);
    await page.getByRole('button', { name: 'Enviarme un enlace' }).click();
    await page.getByRole('link', { name: /Escribe la clave/ }).waitFor();
    await look(page);

    const ask = async (key: string, address: string) => {
      await page.goto('/seguir');
      await page.getByLabel('Clave de la incidencia').fill(key);
      await page.getByLabel('Correo electrónico').fill(address);
      await page.getByRole('button', { name: 'Enviarme un enlace' }).click();
      await page.getByRole('heading', { name: 'Mira tu correo' }).waitFor();
      return (await page.locator('main').innerText()).replaceAll(address, '…');
    };
    const wrongKey = await ask('0000-0000-0000', email);
    const wrongEmail = await ask(reference, 'otra@example.com');
    expect(wrongEmail).toBe(wrongKey);
    // As people paste it: lower case, spaces instead of dashes.
    const right = await ask(` ${reference.toLowerCase().replaceAll('-', ' ')} `, email);
    expect(right).toBe(wrongKey);
    await look(page);

    await page.getByRole('link', { name: 'Ver el estado mientras tanto' }).click();
    await page.getByText('Recibida').waitFor();
    await page.getByRole('heading', { name: 'Ver la conversación' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('jarrón');
    await lookTwice(page);

    const link = await shop.mailedLink(email, 'access');
    await page.goto(link);
    await page.getByRole('heading', { name: 'Abre tu incidencia' }).waitFor();
    expect(page.url()).not.toContain('#');
    await look(page);
    await page.getByRole('button', { name: 'Ver mi incidencia' }).click();
    await page.getByText('El jarrón venía roto en la caja.').waitFor();
    await lookTwice(page);
    await page.reload();
    await page.getByText('El jarrón venía roto en la caja.').waitFor();

    const other = await open(size);
    await other.goto(link);
    await other.getByRole('button', { name: 'Ver mi incidencia' }).click();
    await other.getByText('Este enlace ya se ha usado').waitFor();
    await look(other);
  });

  it('states the wait when there were too many attempts', async () => {
    const page = await open(desk);
    await page.route('**/access', route =>
      route.fulfill({
        status: 429,
        headers: { 'retry-after': '90', 'content-type': 'application/problem+json' },
        body: JSON.stringify({ type: '/problems/too-many-requests', title: '', status: 429 })
      })
    );
    await page.goto('/seguir');
    await page.getByLabel('Clave de la incidencia').fill('7K3Q-9XTM-2H4Z');
    await page.getByLabel('Correo electrónico').fill('olga.prat@example.com');
    await page.getByRole('button', { name: 'Enviarme un enlace' }).click();
    await page.getByText(/Prueba otra vez en 90 segundos/).waitFor();
    await look(page);
  });

  it('says that there is no such incident', async () => {
    const page = await open();
    await page.goto('/i/0000-0000-0000');
    await page.getByText('No encontramos esa incidencia').waitFor();
    await look(page);
    await signIn(page);
    await page.goto('/i/0000-0000-0000');
    await page.getByText('No encontramos esa incidencia').waitFor();
  });
});
