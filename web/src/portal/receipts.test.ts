import { webcrypto } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { canonical, verify } from './receipts';

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
