import { afterEach, describe, expect, it, vi } from 'vitest';
import { canHavePasskeys, handleOf } from './passkey-support';
import { createPasskey, signWithPasskey } from './passkeys';

const create = vi.fn();
const get = vi.fn();
const buffer = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer;
const numbers = (source: unknown): number[] => [...(source as Uint8Array)];

vi.stubGlobal('navigator', { credentials: { create, get } });
afterEach(() => {
  create.mockReset();
  get.mockReset();
});

const enrolment = {
  challenge: '-_8B', // 251 255 1
  expires_at: '2026-11-27T17:05:00.000Z',
  rp: { id: 'incidencias.tienda.es', name: 'Resuelve' },
  user: { id: 'AQI', name: 'ana@tienda.es', display_name: 'Ana Ruiz' },
  algorithms: [-8, -7],
  exclude: ['AwQF']
};
const challenge = { challenge: '-_8B', rp_id: 'incidencias.tienda.es', expires_at: '2026-11-27T17:05:00.000Z' };

describe('whether there can be passkeys', () => {
  const browserWith = (secure: boolean, known: boolean) => {
    vi.stubGlobal('isSecureContext', secure);
    if (known) vi.stubGlobal('PublicKeyCredential', () => null);
    else Reflect.deleteProperty(globalThis, 'PublicKeyCredential');
  };
  it.each(['incidencias.tienda.es', 'localhost', '1.tienda.es'])('is so at %s', host => {
    browserWith(true, true);
    expect(canHavePasskeys(host)).toBe(true);
  });
  it.each(['127.0.0.1', '10.1.2.3', '[::1]', '[2001:db8::5]'])('is not so at the bare address %s', host => {
    browserWith(true, true);
    expect(canHavePasskeys(host)).toBe(false);
  });
  it('is not so without TLS, nor in a browser that knows none', () => {
    browserWith(false, true);
    expect(canHavePasskeys('tienda.es')).toBe(false);
    browserWith(true, false);
    expect(canHavePasskeys('tienda.es')).toBe(false);
  });
});

describe('making a passkey', () => {
  it('asks the device for one that it keeps and guards, and gives what the server wants', async () => {
    create.mockResolvedValue({
      response: { clientDataJSON: buffer(123, 125), getAuthenticatorData: () => buffer(255, 254, 253, 0) }
    });
    expect(await createPasskey(enrolment)).toEqual({ client_data: 'e30', authenticator_data: '__79AA' });
    const { publicKey } = create.mock.calls[0]?.[0] as { publicKey: PublicKeyCredentialCreationOptions };
    expect(numbers(publicKey.challenge)).toEqual([251, 255, 1]);
    expect(numbers(publicKey.user.id)).toEqual([1, 2]);
    expect(publicKey.user).toMatchObject({ name: 'ana@tienda.es', displayName: 'Ana Ruiz' });
    expect(numbers(publicKey.excludeCredentials?.[0]?.id)).toEqual([3, 4, 5]);
    expect(publicKey).toMatchObject({
      rp: enrolment.rp,
      pubKeyCredParams: [
        { type: 'public-key', alg: -8 },
        { type: 'public-key', alg: -7 }
      ],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      timeout: 300_000
    });
  });

  it.each([
    ['NotAllowedError', 'cancelled'],
    ['AbortError', 'cancelled'],
    ['InvalidStateError', 'present'],
    ['NotSupportedError', 'impossible'],
    ['SecurityError', 'impossible']
  ])('takes %s for %s', async (name, refused) => {
    create.mockRejectedValue(new DOMException('', name));
    expect(await createPasskey(enrolment)).toBe(refused);
  });

  it('hides no fault of ours', async () => {
    create.mockRejectedValue(new TypeError('a bug'));
    await expect(createPasskey(enrolment)).rejects.toThrow('a bug');
  });
});

describe('signing with a passkey', () => {
  const signed = (userHandle: ArrayBuffer | null) => ({
    rawId: buffer(3, 4, 5),
    response: {
      userHandle,
      clientDataJSON: buffer(123, 125),
      authenticatorData: buffer(1),
      signature: buffer(2)
    }
  });
  it('lets the passkey say whose it is, and gives each part in base64url', async () => {
    get.mockResolvedValue(signed(buffer(1, 2)));
    expect(await signWithPasskey(challenge)).toEqual({
      user_handle: 'AQI',
      credential: 'AwQF',
      client_data: 'e30',
      authenticator_data: 'AQ',
      signature: 'Ag'
    });
    const { publicKey } = get.mock.calls[0]?.[0] as { publicKey: PublicKeyCredentialRequestOptions };
    expect(numbers(publicKey.challenge)).toEqual([251, 255, 1]);
    expect(publicKey).toMatchObject({ rpId: 'incidencias.tienda.es', userVerification: 'required', timeout: 300_000 });
    expect(publicKey.allowCredentials).toBeUndefined();
  });
  it('passes on who gives up meanwhile', async () => {
    get.mockRejectedValue(new DOMException('', 'AbortError'));
    const { signal } = new AbortController();
    expect(await signWithPasskey(challenge, signal)).toBe('cancelled');
    expect(get.mock.calls[0]?.[0]).toMatchObject({ signal });
  });
  it('refuses one that does not say whose it is', async () => {
    get.mockResolvedValue(signed(null));
    expect(await signWithPasskey(challenge)).toBe('impossible');
  });
  it('is cancelled where no credential comes', async () => {
    get.mockResolvedValue(null);
    expect(await signWithPasskey(challenge)).toBe('cancelled');
  });
});

it('knows whose a passkey is by the name that the server gives', () => {
  expect(handleOf('0193a1b2-0000-7000-8000-0000000000e1')).toBe('AZOhsgAAcACAAAAAAAAA4Q');
});
