import type { Schema } from '$lib/api/client';

export type Receipt = Schema['Receipt'];

/** base64url to bytes; null if it is not that. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
  } catch {
    return null;
  }
}

/** JSON without spaces, members sorted by name at every level: what is signed (RFC 8785). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object')
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

/** The receipt's JSON in what somebody pastes: that itself, its code (base64url), or a link that ends in "#" and the code. */
export function receiptText(pasted: string): string {
  const text = pasted.trim();
  if (text.startsWith('{')) return text;
  const bytes = bytesOf(text.slice(text.lastIndexOf('#') + 1).replace(/\s/g, ''));
  return bytes ? new TextDecoder().decode(bytes) : text;
}

/** The link with the code of a receipt that the shop puts among its PDF's keywords, as they are in the file. */
export function linkInPdf(bytes: ArrayBuffer): string | null {
  return /https?:\/\/[^\s()]*\/verificar#[\w-]+/.exec(new TextDecoder('latin1').decode(bytes))?.[0] ?? null;
}

export type Verdict = 'genuine' | 'altered' | 'unknown_key' | 'bad_signature' | 'unreadable' | 'unsupported';

/** Checks a receipt, or its code, against the shop's public keys, in the browser. Throws ApiProblem when the keys cannot be read. */
export async function verify(
  text: string,
  keys: { key_id: string; public_key: string }[]
): Promise<{ verdict: Verdict; receipt?: Receipt }> {
  let receipt: Receipt;
  try {
    receipt = JSON.parse(receiptText(text)) as Receipt;
  } catch {
    return { verdict: 'unreadable' };
  }
  const signature = receipt?.signature;
  const value = bytesOf(String(signature?.value ?? ''));
  if (!signature || !value?.length) return { verdict: 'unreadable' };
  const { signature: _signature, ...signed } = receipt;
  const spelled = canonical(signed);
  const payload = new TextEncoder().encode(spelled);
  // A code leaves the payload out: it is what the others are spelled as.
  const told = bytesOf(String(signature.payload ?? ''));
  if ('payload' in signature && (!told?.length || new TextDecoder().decode(told) !== spelled))
    return told?.length ? { verdict: 'altered', receipt } : { verdict: 'unreadable' };
  const known = keys.find(key => key.key_id === signature.key_id);
  const key = known && bytesOf(known.public_key);
  if (!key) return { verdict: 'unknown_key', receipt };
  try {
    const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    const genuine = await crypto.subtle.verify('Ed25519', imported, value, payload);
    return { verdict: genuine ? 'genuine' : 'bad_signature', receipt };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return { verdict: 'unsupported', receipt };
    return { verdict: 'bad_signature', receipt };
  }
}
