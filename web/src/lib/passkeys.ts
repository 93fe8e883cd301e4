import type { Schema } from './api/client';

/**
 * Why there is no passkey after all: nobody confirmed it in time or somebody cancelled (browsers do not tell which),
 * the device holds one of this account already, or it cannot do what we ask for.
 */
export type Refused = 'cancelled' | 'present' | 'impossible';
export type MadePasskey = Omit<Schema['NewPasskey'], 'name'>;

/** As long as the server's challenges live. */
const timeout = 300_000;

const bytes = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));

const text = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const refusals: Record<string, Refused> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'present'
};

/** What the device gave, or why it gave nothing. */
async function asked<T extends AuthenticatorResponse>(
  asking: Promise<Credential | null>
): Promise<{ credential: PublicKeyCredential; response: T } | Refused> {
  try {
    const credential = (await asking) as PublicKeyCredential | null;
    return credential ? { credential, response: credential.response as T } : 'cancelled';
  } catch (error) {
    if (error instanceof DOMException) return refusals[error.name] ?? 'impossible';
    throw error;
  }
}

/** Makes a passkey that the device keeps and guards by a finger, a face or a PIN. */
export async function createPasskey(
  { challenge, rp, user, algorithms, exclude }: Schema['PasskeyEnrolment'],
  signal?: AbortSignal
): Promise<MadePasskey | Refused> {
  const made = await asked<AuthenticatorAttestationResponse>(
    navigator.credentials.create({
      ...(signal ? { signal } : {}),
      publicKey: {
        challenge: bytes(challenge),
        rp,
        user: { id: bytes(user.id), name: user.name, displayName: user.display_name },
        pubKeyCredParams: algorithms.map(alg => ({ type: 'public-key', alg })),
        excludeCredentials: exclude.map(id => ({ type: 'public-key', id: bytes(id) })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
        timeout
      }
    })
  );
  if (typeof made === 'string') return made;
  return {
    client_data: text(made.response.clientDataJSON),
    authenticator_data: text(made.response.getAuthenticatorData())
  };
}

/** Has one of the device's passkeys sign the challenge; it says itself whose it is. */
export async function signWithPasskey(
  { challenge, rp_id }: Schema['PasskeyChallenge'],
  signal?: AbortSignal
): Promise<Schema['PasskeySignIn'] | Refused> {
  const given = await asked<AuthenticatorAssertionResponse>(
    navigator.credentials.get({
      ...(signal ? { signal } : {}),
      publicKey: { challenge: bytes(challenge), rpId: rp_id, userVerification: 'required', timeout }
    })
  );
  if (typeof given === 'string') return given;
  const { userHandle, clientDataJSON, authenticatorData, signature } = given.response;
  if (!userHandle) return 'impossible'; // without it nobody knows whose it is
  return {
    user_handle: text(userHandle),
    credential: text(given.credential.rawId),
    client_data: text(clientDataJSON),
    authenticator_data: text(authenticatorData),
    signature: text(signature)
  };
}
