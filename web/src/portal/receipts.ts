import type { Schema } from '$lib/api/client';
import { download, saveFile } from '$lib/download';

export { download, saveFile };

export function downloadJson(receipt: Schema['Receipt']): void {
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
