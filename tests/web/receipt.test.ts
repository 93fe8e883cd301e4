import { expect, it } from 'vitest';
import { lookTwice, look, setUp } from './harness';

const { shop, open } = setUp();

it('verifies a receipt that is genuine, altered, or signed by somebody else', async () => {
  const { receipt } = (await shop.filed({
    subject: 'Ñandú de peluche descosido',
    description: 'Llegó con una costura abierta «por detrás».',
    contact: { name: 'Eva Ríos', email: 'eva@example.com' }
  })) as {
    receipt: Record<string, unknown> & { signature: Record<string, string> };
  };
  const page = await open();
  await page.goto('/verificar');
  await lookTwice(page);
  await page.getByRole('button', { name: 'Comprobar' }).click();
  await page.getByRole('link', { name: /Elige el archivo/ }).waitFor();
  await look(page);

  await page.getByLabel('Archivo del justificante').setInputFiles({
    name: 'justificante.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(receipt, null, 2))
  });
  await page.getByRole('heading', { name: 'Es auténtico' }).waitFor();
  await lookTwice(page);

  const check = async (text: string) => {
    await page.getByLabel('O pega su texto').fill(text);
    await page.getByRole('button', { name: 'Comprobar' }).click();
    await page.getByRole('heading', { name: 'No podemos darlo por bueno' }).waitFor();
    return page.locator('[role=status] .banner').innerText();
  };
  expect(await check(JSON.stringify({ ...receipt, subject: 'Otra cosa' }))).toContain(
    'alguien ha cambiado el contenido'
  );
  await look(page);
  const value = receipt.signature.value ?? '';
  const forged = (value.startsWith('A') ? 'B' : 'A') + value.slice(1);
  expect(await check(JSON.stringify({ ...receipt, signature: { ...receipt.signature, value: forged } }))).toContain(
    'La firma no corresponde'
  );
  expect(
    await check(JSON.stringify({ ...receipt, signature: { ...receipt.signature, key_id: 'receipts-otra' } }))
  ).toContain('no es de esta tienda');
  expect(await check('{"esto":"no es"}')).toContain('No es un justificante');
});

it('verifies a PDF as it was downloaded, tells an altered one, and opens the link of its QR code', async () => {
  const { session } = (await shop.filed({
    subject: 'Ñandú de peluche descosido',
    description: 'Llegó con una costura abierta «por detrás».',
    contact: { name: 'Eva Ríos', email: 'eva.pdf@example.com' },
    order: { reference: 'P-55120', product: 'Ñandú' },
    points: ['Otro ñandú']
  })) as { session: { id: string; token: string } };
  const receipt = await fetch(`${shop.base}/api/v1/my/incidents/${session.id}/receipt`, {
    headers: { accept: 'application/pdf', authorization: `Bearer ${session.token}` }
  });
  const pdf = Buffer.from(await receipt.arrayBuffer());
  const [link, code] = /http[^ ()]*#([\w-]+)/.exec(pdf.toString('latin1')) ?? [];
  if (!link || !code) throw new Error('the PDF has no link among its keywords');

  const page = await open();
  await page.goto('/verificar');
  const choose = (buffer: Buffer) =>
    page
      .getByLabel('Archivo del justificante')
      .setInputFiles({ name: 'justificante.pdf', mimeType: 'application/pdf', buffer });
  await choose(pdf);
  await page.getByRole('heading', { name: 'Es auténtico' }).waitFor();
  await page.getByText('Compara lo de abajo').waitFor();
  const shown = await page.locator('[role=status] .facts').innerText();
  for (const part of ['Llegó con una costura abierta', 'P-55120', 'Ñandú', 'Otro ñandú']) expect(shown).toContain(part);
  await lookTwice(page);

  const altered = { ...JSON.parse(Buffer.from(code, 'base64url').toString()), subject: 'Otra cosa' };
  const other = Buffer.from(JSON.stringify(altered)).toString('base64url');
  await choose(Buffer.from(pdf.toString('latin1').replace(code, other), 'latin1'));
  await page.getByText('La firma no corresponde').waitFor();
  await choose(Buffer.from(pdf.toString('latin1').replace(link, ''), 'latin1'));
  await page.getByRole('link', { name: /Este PDF no lleva la firma dentro/ }).waitFor();
  await look(page);

  await page.getByLabel('O pega su texto').fill(code);
  await page.getByRole('button', { name: 'Comprobar' }).click();
  await page.getByRole('heading', { name: 'Es auténtico' }).waitFor();

  const scanned = await open();
  await scanned.goto(link);
  await scanned.getByRole('heading', { name: 'Es auténtico' }).waitFor();
  expect(scanned.url()).toBe(`${shop.base}/verificar`);
  await look(scanned);
  await scanned.getByRole('combobox', { name: 'Idioma' }).selectOption('en');
  await scanned.getByRole('heading', { name: 'It is genuine' }).waitFor();
});
