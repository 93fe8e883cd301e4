import { send } from './api/client';
import { problemOf } from './api/problem';

export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Fetches a file of the API and saves it. Throws ApiProblem. */
export async function download(path: string, name: string, accept = '*/*'): Promise<void> {
  const response = await send(new Request(new URL(path, location.origin), { headers: { accept } }));
  if (!response.ok) throw await problemOf(response);
  saveFile(await response.blob(), name);
}
