/** What may be attached, and how photos are made smaller before they leave the device (ux.md §9). */
export const fileLimit = 10_000_000;
export const filesLimit = 10;
const longestSide = 2_048;

/** Pictures that every browser shows, by their content type. */
export const isPicture = (type: string): boolean => /^image\/(jpeg|png|webp|gif)$/.test(type);

export type FileRefusal = 'type' | 'size' | 'count';

export function refusalOf(file: File, already: number): FileRefusal | null {
  if (already >= filesLimit) return 'count';
  if (!file.type.startsWith('image/') && file.type !== 'application/pdf') return 'type';
  // A photo gets smaller, a PDF does not.
  if (file.size > (file.type === 'application/pdf' ? fileLimit : 4 * fileLimit)) return 'size';
  return null;
}

/** A photo of at most 2,048 px without its metadata, so without where it was taken. Others stay as they are. */
export async function prepared(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp|heic|heif|avif|bmp)$/.test(file.type)) return file;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return file; // a kind of picture that this browser cannot read: the server decides
  }
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale))
  );
  const context = canvas.getContext('2d');
  if (!context) return file;
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await canvas.convertToBlob({ type, quality: 0.86 });
  const name = file.name.replace(/\.\w+$/, '') + (type === 'image/png' ? '.png' : '.jpg');
  return new File([blob], name, { type });
}

/** "1,2 MB", in the language's way. */
export function sizeText(bytes: number, language: string): string {
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, 'megabyte'] : [Math.max(1, bytes / 1e3), 'kilobyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value
  );
}
