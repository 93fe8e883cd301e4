import { expect, it } from 'vitest';
import { desk, lookTwice, setUp } from './harness';
import { until } from './until';

const { shop, open, signInEmployee } = setUp();

it('shows found words in the message or the note that has them', async () => {
  const ana = await shop.ana();
  const opened = await ana.post('/incidents', {
    subject: 'La báscula pesa de menos',
    description: 'Marca siempre doscientos gramos de menos.',
    contact: { name: 'Olga Prat', email: 'olga@example.com' },
    channel: 'phone'
  });
  const long = 'Una frase que no dice nada de particular. '.repeat(8);
  const messages = `/incidents/${opened.reference}/messages`;
  await ana.post(messages, {
    body: `${long}Cambia las pilas y calíbrala con un paquete de harina.`,
    visibility: 'public'
  });
  await ana.post(messages, {
    body: 'Sospechamos de la galga.',
    visibility: 'internal'
  });

  // The index is written behind the answer.
  await until(async () => (await ana.get('/incidents?q=galga')).items.length > 0);
  const page = await open(desk);
  await signInEmployee(page);
  const marks = async (words: string) => {
    await page.goto(`/consola/buscar?q=${encodeURIComponent(words)}`);
    const hit = page.getByRole('listitem').filter({ hasText: 'La báscula pesa de menos' });
    await hit.locator('.snippet mark').first().waitFor();
    return {
      text: await hit.locator('.snippet').innerText(),
      marked: await hit.locator('.snippet mark').allInnerTexts()
    };
  };
  const message = await marks('calibrala harina');
  expect(message.marked).toEqual(['calíbrala', 'harina']);
  expect(message.text).toMatch(/^….*Cambia las pilas y calíbrala con un paquete de harina\.$/);
  await lookTwice(page);
  expect(await marks('galga')).toEqual({
    text: 'Sospechamos de la galga.',
    marked: ['galga']
  });
  expect((await marks('doscientos gramos')).text).toBe('Marca siempre doscientos gramos de menos.');
});
