import type { Schema } from '$lib/api/client';
import { download, saveFile } from '$lib/download';

export { download, saveFile };

export type Receipt = Schema['Receipt'];

export function downloadJson(receipt: Receipt): void {
  saveFile(
    new Blob([JSON.stringify(receipt, null, 2)], { type: 'application/json' }),
    `justificante-${receipt.reference}.json`
  );
}

export const downloadPdf = (reference: string): Promise<void> =>
  download(
    `/api/v1/my/incidents/${encodeURIComponent(reference)}/receipt`,
    `justificante-${reference}.pdf`,
    'application/pdf'
  );

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

export type Verdict = 'genuine' | 'altered' | 'unknown_key' | 'bad_signature' | 'unreadable' | 'unsupported';

/** Checks a receipt against the shop's public keys, in the browser. Throws ApiProblem when the keys cannot be read. */
export async function verify(
  text: string,
  keys: { key_id: string; public_key: string }[]
): Promise<{ verdict: Verdict; receipt?: Receipt }> {
  let receipt: Receipt;
  try {
    receipt = JSON.parse(text) as Receipt;
  } catch {
    return { verdict: 'unreadable' };
  }
  const signature = receipt?.signature;
  const payload = bytesOf(String(signature?.payload ?? ''));
  const value = bytesOf(String(signature?.value ?? ''));
  if (!signature || !payload?.length || !value?.length) return { verdict: 'unreadable' };
  const { signature: _signature, ...signed } = receipt;
  if (canonical(signed) !== new TextDecoder().decode(payload)) return { verdict: 'altered', receipt };
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
