import { expect, it } from 'vitest';
import { desk, look, lookTwice, phone, photo, setUp } from './harness';
import { until } from './until';

const { shop, open, signIn, signInEmployee } = setUp();

/** An incident of Lucía with a photo. */
async function withPhoto(subject: string, name: string): Promise<string> {
  const reference = await shop.opened(subject);
  const page = await open(phone);
  await signIn(page);
  const { buffer, mimeType } = await photo(page, name);
  const sent = await page.evaluate(
    async ([path, bytes, type]) => {
      const answer = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': type, 'x-requested-with': 'resuelve', 'idempotency-key': crypto.randomUUID() },
        body: new Uint8Array(bytes)
      });
      return { status: answer.status, text: await answer.text() };
    },
    [`/api/v1/my/incidents/${reference}/attachments?name=${name}`, [...buffer], mimeType] as const
  );
  expect(sent.status, sent.text).toBe(201);
  const { id } = JSON.parse(sent.text);
  const customer = await shop.lucia();
  await customer.post(`/my/incidents/${reference}/messages`, { body: 'Aquí va la foto.', attachment_ids: [id] });
  await page.goto(`/i/${reference}`);
  await shown(page, name);
  await look(page);
  await page.context().close();
  return reference;
}
type Page = Awaited<ReturnType<typeof open>>;
const file = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(name) });
const shown = (page: Page, name: string) =>
  until(async () => {
    const picture = file(page, name).locator('img');
    return (await picture.count()) === 1 && (await picture.evaluate((one: HTMLImageElement) => one.naturalWidth)) > 0;
  });

it('shows a picture small once it comes near the screen, in a room that was there before, and saves it', async () => {
  const reference = await withPhoto('La tapa viene rota', 'tapa.jpg');
  const page = await open(desk);
  await signInEmployee(page);
  let asked = 0;
  await page.route(/attachments\/[\w-]+$/, async route => {
    asked++;
    await new Promise(done => setTimeout(done, 500));
    await route.continue();
  });
  await page.goto(`/consola/i/${reference}`);
  await file(page, 'tapa.jpg').waitFor();
  const before = await file(page, 'tapa.jpg').boundingBox();
  await shown(page, 'tapa.jpg');
  expect(await file(page, 'tapa.jpg').boundingBox()).toEqual(before);
  expect(asked).toBe(1);
  await lookTwice(page);
  const saved = page.waitForEvent('download');
  await file(page, 'tapa.jpg').click();
  expect((await saved).suggestedFilename()).toBe('tapa.jpg');
});

it('shows none where the device saves data; a file that does not come can be asked for again', async () => {
  const reference = await withPhoto('El asa se mueve', 'asa.jpg');
  const page = await open({ ...desk, locale: 'en-GB' });
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) })
  );
  await signInEmployee(page);
  await page.context().addCookies([{ name: 'resuelve_language', value: 'en', url: shop.base }]);
  await page.goto(`/consola/i/${reference}`);
  await file(page, 'asa.jpg').waitFor();
  expect(await file(page, 'asa.jpg').locator('.frame').count()).toBe(0);
  await page.route(/attachments\/[\w-]+$/, route => route.fulfill({ status: 503, body: '' }));
  await file(page, 'asa.jpg').click();
  const again = page.getByRole('alert').getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await look(page);
  await page.unroute(/attachments\/[\w-]+$/);
  const saved = page.waitForEvent('download');
  await again.click();
  expect((await saved).suggestedFilename()).toBe('asa.jpg');
});
