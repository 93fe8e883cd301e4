import { expect, it } from 'vitest';
import { lookTwice, look, setUp } from './harness';

const { shop, open } = setUp();

it('verifies a receipt that is genuine, altered, or signed by somebody else', async () => {
  const answer = await fetch(`${shop.base}/api/v1/claims`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      subject: 'Ñandú de peluche descosido',
      description: 'Llegó con una costura abierta «por detrás».',
      contact: { name: 'Eva Ríos', email: 'eva@example.com' }
    })
  });
  const { receipt } = (await answer.json()) as {
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
