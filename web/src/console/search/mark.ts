export interface Piece {
  text: string;
  hit: boolean;
}

const plain = (text: string): string =>
  // ñ stays a letter of its own; accents do not count.
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<!n)\u0303|[\u0300-\u0302\u0304-\u036f]/g, '')
    .normalize('NFC');

/** Enough of a word to find its other forms by: the search knows stems, here the beginning has to do. */
const beginning = (word: string): string => (word.length > 5 ? word.slice(0, word.length - 2) : word);

/** A text in pieces, those that begin like one of the words marked. */
export function marked(text: string, words: string): Piece[] {
  const wanted = words
    .split(/\s+/)
    .map(word => beginning(plain(word.replace(/[^\p{L}\p{N}]/gu, ''))))
    .filter(word => word.length > 1);
  const pieces: Piece[] = [];
  for (const part of text.split(/([\p{L}\p{N}]+)/u)) {
    if (!part) continue;
    const hit = wanted.some(word => plain(part).startsWith(word));
    const last = pieces.at(-1);
    if (last && last.hit === hit) last.text += part;
    else pieces.push({ text: part, hit });
  }
  return pieces;
}
