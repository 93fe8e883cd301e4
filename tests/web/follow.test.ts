import { describe, expect, it } from 'vitest';
import { desk, look, lookTwice, narrow, phone, setUp } from './harness';

const { shop, open, signIn } = setUp();

async function file(email: string, order?: { reference: string }): Promise<string> {
  const { reference } = await shop.filed({
    subject: 'El jarrón llegó roto',
    description: 'El jarrón venía roto en la caja.',
    contact: { name: 'Olga Prat', email },
    order
  });
  return reference;
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

  it("has the link mailed to the incident's address for the order's number", async () => {
    const reference = await file('olga.vega@example.com', { reference: 'P-90817' });
    const page = await open(phone);
    const ask = async (key: string, proof: string) => {
      await page.goto('/seguir');
      await page.getByLabel('Clave de la incidencia').fill(key);
      await page.getByLabel('Correo electrónico o número de pedido').fill(proof);
      await page.getByRole('button', { name: 'Enviarme un enlace' }).click();
      await page.getByRole('heading', { name: 'Mira tu correo' }).waitFor();
      return (await page.locator('main').innerText()).replaceAll(proof, '…');
    };
    const wrong = await ask(reference, 'P-90818');
    expect(wrong).not.toContain('olga.vega');
    const right = await ask(reference, 'p 90817');
    expect(right).toBe(wrong);
    await lookTwice(page);
    await page.goto(await shop.mailedLink('olga.vega@example.com', 'access'));
    await page.getByRole('button', { name: 'Ver mi incidencia' }).click();
    await page.getByText('El jarrón venía roto en la caja.').waitFor();
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

  it('asks for a new link in place when the session of the key has ended, and then does the action', async () => {
    const { reference, session } = await shop.filed({
      subject: 'El plato llegó roto',
      description: 'El plato venía roto en la caja.',
      contact: { name: 'Olga Prat', email: 'olga.plato@example.com' }
    });
    const page = await open(phone);
    await page.goto('/seguir');
    await page.evaluate(claim => sessionStorage.setItem('resuelve_claims', JSON.stringify([claim])), {
      ...session,
      reference
    });
    await page.goto(`/i/${reference}`);
    await page.getByLabel('Tu mensaje para la tienda').fill('¿Cuándo llega el nuevo?');
    await page.route('**/messages', async route =>
      route.request().headers().authorization?.includes(session.token)
        ? route.fulfill({ status: 401, json: { type: '/problems/session-expired', title: '', status: 401 } })
        : route.continue()
    );
    await page.getByRole('button', { name: 'Enviar mensaje' }).click();
    const dialog = page.getByRole('dialog', { name: 'Tu sesión ha terminado' });
    await dialog.waitFor();
    await lookTwice(page);
    await dialog.getByLabel('Correo electrónico').fill('olga.plato@example.com');
    await dialog.getByRole('button', { name: 'Enviarme un enlace' }).click();
    await dialog.getByText('Ábrelo en este navegador').waitFor();
    await look(page);
    const tab = await page.context().newPage();
    await tab.goto(await shop.mailedLink('olga.plato@example.com', 'access'));
    await tab.getByRole('button', { name: 'Ver mi incidencia' }).click();
    await page.getByRole('article').getByText('¿Cuándo llega el nuevo?').waitFor();
    expect(await dialog.count()).toBe(0);
  });
});
