import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, look, lookTwice, phone, setUp } from './harness';

const { shop, open, signIn } = setUp();

/** What the browser keeps on the device, by its names. */
const names = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(one => one.name === 'resuelve')) return [];
    const answered = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error ?? new Error('no database'));
      });
    const database = await answered(indexedDB.open('resuelve'));
    const keys = await answered(database.transaction('kept').objectStore('kept').getAllKeys());
    database.close();
    return keys.map(String).sort();
  });

/** An incident that was filed without an account, opened by its key. */
async function byKey(page: Page, subject: string) {
  const filed = await shop.filed({
    subject,
    description: 'Venía así en la caja.',
    points: ['Que me lo cambien'],
    contact: { name: 'Olga Prat', email: `olga.${subject.length}@example.com` }
  });
  await page.goto('/seguir');
  await page.evaluate(claim => sessionStorage.setItem('resuelve_claims', JSON.stringify([claim])), {
    ...filed.session,
    reference: filed.reference
  });
  const key = filed.reference.replaceAll('-', '');
  return {
    reference: filed.reference as string,
    token: filed.session.token as string,
    own: [`incident:${key}`, `reply:${key}`]
  };
}

const message = (page: Page) => page.getByLabel('Tu mensaje para la tienda');
const dontKeep = (page: Page) => page.getByRole('button', { name: 'No guardar en este dispositivo' });

describe('what stays on the device', () => {
  it('is nothing for who has a key and wants it so: no reply and no conversation, over a reload too', async () => {
    const page = await open(phone);
    const { reference, own } = await byKey(page, 'El vaso llegó roto');
    await page.goto(`/i/${reference}`);
    await message(page).fill('Lo escribo en un ordenador prestado.');
    await expect.poll(() => names(page)).toEqual(own);
    await dontKeep(page).click();
    await page.getByText('Aquí no se guarda nada de lo que escribes o lees.').waitFor();
    await lookTwice(page);
    await expect.poll(() => names(page)).toEqual([]);
    expect(await message(page).inputValue()).toBe('Lo escribo en un ordenador prestado.');

    await page.reload();
    await page.getByText('Aquí no se guarda nada de lo que escribes o lees.').waitFor();
    expect(await message(page).inputValue()).toBe('');
    await message(page).fill('Otra vez.');
    // Leaving the page keeps at once what it keeps at all.
    await page.getByRole('link', { name: 'Ayuda' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ayuda' }).waitFor();
    expect(await names(page)).toEqual([]);

    await page.goto(`/i/${reference}`);
    await page.getByRole('button', { name: 'Guardar en este dispositivo' }).click();
    await message(page).fill('Ya en casa.');
    await expect.poll(() => names(page)).toContain(own[1]);
  });

  it('is nothing of a decision, a rating and a reopening either', async () => {
    const page = await open(phone);
    const { reference, token } = await byKey(page, 'El plato llegó desportillado');
    await (await shop.supervisor()).propose(reference, ['upheld']);
    await page.goto(`/i/${reference}/propuesta`);
    const decision = page.getByRole('group', { name: 'Tu decisión sobre el punto 1' });
    await decision.getByLabel('No acepto').check();
    await page.getByLabel('¿Por qué no aceptas?').fill('Quiero el dinero.');
    await expect.poll(() => names(page)).toHaveLength(2);
    await dontKeep(page).click();
    await look(page);
    await expect.poll(() => names(page)).toEqual([]);
    await page.reload();
    await page.getByText('Aquí no se guarda nada').waitFor();
    expect(await decision.getByLabel('No acepto', { exact: true }).isChecked()).toBe(false);

    await fetch(`${shop.base}/api/v1/my/incidents/${reference}/acceptance`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}'
    });
    for (const path of ['valorar', 'reabrir']) {
      await page.goto(`/i/${reference}/${path}`);
      await page.getByText('Aquí no se guarda nada').waitFor();
      await page.getByRole('textbox').fill('Ni esto.');
      await page.getByRole('link', { name: 'Volver a la incidencia' }).click();
      await page.getByRole('heading', { name: 'El plato llegó desportillado' }).waitFor();
      expect(await names(page)).toEqual([]);
    }
  });

  it('goes a day after it was written with a key, whatever page is open then', async () => {
    const page = await open(phone);
    const { reference, own } = await byKey(page, 'La jarra gotea');
    await page.goto(`/i/${reference}`);
    await message(page).fill('¿Cuándo llega?');
    await expect.poll(() => names(page)).toEqual(own);
    await page.clock.setSystemTime(Date.now() + 23 * 3_600_000);
    await page.goto('/ayuda');
    await page.getByRole('heading', { level: 1, name: 'Ayuda' }).waitFor();
    expect(await names(page)).toEqual(own);
    await page.clock.setSystemTime(Date.now() + 25 * 3_600_000);
    await page.reload();
    await expect.poll(() => names(page), { timeout: 15_000 }).toEqual([]);
  });

  it('goes when somebody signs out', async () => {
    const reference = await shop.opened('El hervidor pita');
    const page = await open(desk);
    await signIn(page);
    await page.goto(`/i/${reference}`);
    await message(page).fill('Pita siempre.');
    await expect.poll(() => names(page)).toHaveLength(2);
    expect(await dontKeep(page).count()).toBe(0);
    await page.goto('/cuenta');
    await page.getByRole('button', { name: 'Salir' }).click();
    await page.waitForURL(url => url.pathname === '/');
    expect(await names(page)).toEqual([]);
  });

  it('goes when the device is to be forgotten, and with it the key', async () => {
    const page = await open(phone);
    const { reference, own } = await byKey(page, 'La taza pierde');
    await page.goto(`/i/${reference}`);
    await message(page).fill('Pierde por el asa.');
    await expect.poll(() => names(page)).toEqual(own);
    await page.goto('/cuenta/preferencias');
    await page.getByRole('button', { name: 'Olvidar este dispositivo' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Olvidar este dispositivo' }).click();
    await expect.poll(() => names(page)).toEqual([]);
    // The same page, without loading it again.
    await page.evaluate(path => {
      const link = Object.assign(document.createElement('a'), { href: path, textContent: 'Otra vez' });
      document.querySelector('main')?.append(link);
    }, `/i/${reference}`);
    await page.getByRole('link', { name: 'Otra vez' }).click();
    await page.getByRole('heading', { name: 'Ver la conversación' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Ver la conversación' }).waitFor();
  });
});
