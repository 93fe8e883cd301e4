import { api } from '$lib/api/client';
import { emailProblem } from '$lib/check';
import { t } from '$lib/i18n/index.svelte';

/** What is wrong with what somebody knows of an incident besides its key, as a message key. */
export function proofProblem(text: string): string | null {
  const known = proofOf(text);
  if ('email' in known) return known.email ? emailProblem(known.email) : 'error.proof.required';
  return known.order.length > 200 ? 'error.order.too_long' : null;
}

/** As the API takes it: what has an @, or nothing, is an address; the rest an order's number. */
export function proofOf(text: string): { email: string } | { order: string } {
  const known = text.trim();
  return known && !known.includes('@') ? { order: known } : { email: known };
}

/** Asks for a link to the incident, and says where it is on its way to if what was given is right. */
export async function askForLink(reference: string, proof: string): Promise<string> {
  const body = proofOf(proof);
  await api.POST('/api/v1/claims/{reference}/access', { params: { path: { reference } }, body });
  return 'email' in body ? t('follow.sent.text', body) : t('follow.sent.order', body);
}
