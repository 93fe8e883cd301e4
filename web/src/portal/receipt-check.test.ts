import { webcrypto } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { canonical, linkInPdf, verify } from './receipt-check';

const encode = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as Uint8Array).toString('base64url');
let keys: { key_id: string; public_key: string }[];
let receipt: Record<string, unknown>;

beforeAll(async () => {
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
  const pair = (await webcrypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  keys = [{ key_id: 'k', public_key: encode(await webcrypto.subtle.exportKey('raw', pair.publicKey)) }];
  const content = { subject: 'Ñandú «roto»', points: ['a', 'b'], order: null, history: { head: 'ab', entries: 2 } };
  const payload = new TextEncoder().encode(canonical(content));
  const value = await webcrypto.subtle.sign('Ed25519', pair.privateKey, payload);
  receipt = {
    ...content,
    signature: { algorithm: 'Ed25519', key_id: 'k', payload: encode(payload), value: encode(value) }
  };
});

it('sorts members at every level and leaves no space', () => {
  expect(canonical({ b: [{ d: 1, c: null }], a: 'é' })).toBe('{"a":"é","b":[{"c":null,"d":1}]}');
});

it('calls a receipt genuine, also with other spaces and order', async () => {
  const turned = Object.fromEntries(Object.entries(receipt).reverse());
  expect((await verify(JSON.stringify(turned, null, 4), keys)).verdict).toBe('genuine');
});

it('tells an altered content, a foreign key, a broken signature and no receipt apart', async () => {
  expect((await verify(JSON.stringify({ ...receipt, subject: 'x' }), keys)).verdict).toBe('altered');
  expect((await verify(JSON.stringify(receipt), [])).verdict).toBe('unknown_key');
  const other = (await webcrypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const foreign = [{ key_id: 'k', public_key: encode(await webcrypto.subtle.exportKey('raw', other.publicKey)) }];
  expect((await verify(JSON.stringify(receipt), foreign)).verdict).toBe('bad_signature');
  for (const text of ['', '{', 'null', '[]', '{"signature":{}}', '{"signature":{"payload":"*","value":"*"}}'])
    expect((await verify(text, keys)).verdict, text).toBe('unreadable');
});

/** As the server spells it: the receipt without what its readers can make. */
function codeOf(content: Record<string, unknown>): string {
  const { payload: _, ...signature } = content.signature as Record<string, unknown>;
  return Buffer.from(JSON.stringify({ ...content, signature })).toString('base64url');
}

it('reads a receipt out of its code or a link that ends in it', async () => {
  const code = codeOf(receipt);
  for (const text of [
    code,
    `https://tienda.example/verificar#${code}`,
    ` ${code.slice(0, 30)}\n ${code.slice(30)}\n`
  ]) {
    const found = await verify(text, keys);
    expect(found.verdict).toBe('genuine');
    expect(found.receipt?.subject).toBe('Ñandú «roto»');
  }
  expect((await verify(codeOf({ ...receipt, subject: 'x' }), keys)).verdict).toBe('bad_signature');
  for (const text of [code.slice(0, 40), '7K3Q-9XTM-2H4Z', 'https://tienda.example/verificar'])
    expect((await verify(text, keys)).verdict, text).toBe('unreadable');
});

it('finds the link in a PDF, and none in another', async () => {
  const pdf = (keywords: string) => new TextEncoder().encode(`%PDF-1.5\n<< /Keywords (${keywords}) >>\n%%EOF`).buffer;
  const link = `https://tienda.example/verificar#${codeOf(receipt)}`;
  expect(linkInPdf(pdf(link))).toBe(link);
  expect((await verify(linkInPdf(pdf(link)) ?? '', keys)).verdict).toBe('genuine');
  const altered = `https://tienda.example/verificar#${codeOf({ ...receipt, points: ['a'] })}`;
  expect((await verify(linkInPdf(pdf(altered)) ?? '', keys)).verdict).toBe('bad_signature');
  expect(linkInPdf(pdf('claims'))).toBeNull();
});
