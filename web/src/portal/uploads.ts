import { ApiProblem, upload } from '$lib/api/client';
import { t } from '$lib/i18n/index.svelte';
import type { Picked } from '$lib/widgets/FilePicker.svelte';

/** Refused for good: the same file again would help nothing. */
const forGood = [400, 413, 415, 422];

/** Sends one file with progress. What goes wrong with it is told at the file, and given back. */
export async function sendFile(picked: Picked, incident: string): Promise<unknown> {
  if (picked.id || picked.stop) return null; // there already, or on its way
  const stopping = new AbortController();
  Object.assign(picked, { error: undefined, share: 0, stop: () => stopping.abort() });
  try {
    const url = `/api/v1/my/incidents/${incident}/attachments?name=${encodeURIComponent(picked.file.name)}`;
    const progress = (share: number) => (picked.share = share);
    picked.id = (await upload(url, picked.file, picked.key, progress, stopping.signal)).id;
    return null;
  } catch (error) {
    picked.refused = error instanceof ApiProblem && forGood.includes(error.status);
    picked.error = t(picked.refused ? 'files.refused.server' : textOf(error));
    return error;
  } finally {
    picked.share = undefined;
    picked.stop = undefined;
  }
}

function textOf(error: unknown): string {
  if (error instanceof DOMException) return 'files.stopped';
  return error instanceof ApiProblem && error.status === 0 ? 'files.failed.network' : 'files.failed';
}

/**
 * Sends files one after the other: what one of them does, the rest goes on. Throws when the rest cannot, for the network
 * or the incident's state; otherwise those stay without `id` that did not arrive.
 */
export async function sendFiles(files: Picked[], incident: string): Promise<void> {
  const failures: unknown[] = [];
  for (const picked of [...files]) failures.push(await sendFile(picked, incident));
  const ofAll = failures.find(one => one instanceof ApiProblem && (one.isPassing || one.status === 409));
  if (ofAll) throw ofAll;
}
