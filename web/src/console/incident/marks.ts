/** Light marks that the field's buttons put around what is selected, or in front of its lines (lib/light-text.ts). */
export const marks = ['bold', 'italic', 'list', 'quote'] as const;
export type Mark = (typeof marks)[number];

/** What a field has: its text, and from where to where it is selected. */
export interface Selected {
  text: string;
  from: number;
  to: number;
}
/** The part of the text that becomes something else, and what is selected then. */
export interface Edit extends Selected {
  select: [number, number];
}

const around: Partial<Record<Mark, string>> = { bold: '**', italic: '*' };
const before: Partial<Record<Mark, string>> = { list: '- ', quote: '> ' };

/** Blanks at the ends of what is selected stay outside the mark: it would be none otherwise. */
function wrapped({ text, from, to }: Selected, sign: string): Edit {
  const chosen = text.slice(from, to);
  const start = from + (chosen.length - chosen.trimStart().length);
  const end = Math.max(start, to - (chosen.length - chosen.trimEnd().length));
  const inner = text.slice(start, end);
  const outside = text.slice(0, start).endsWith(sign) && text.slice(end).startsWith(sign);
  // Two stars are bold, not twice italic.
  const isOther = sign === '*' && text.slice(0, start).endsWith('**') && !text.slice(0, start).endsWith('***');
  if (outside && !isOther) {
    const length = sign.length;
    return { text: inner, from: start - length, to: end + length, select: [start - length, end - length] };
  }
  return {
    text: sign + inner + sign,
    from: start,
    to: end,
    select: [start + sign.length, end + sign.length]
  };
}

function inFront({ text, from, to }: Selected, sign: string): Edit {
  const start = text.slice(0, from).lastIndexOf('\n') + 1;
  const next = text.indexOf('\n', Math.max(from, to - 1));
  const end = next < 0 ? text.length : next;
  const lines = text.slice(start, end).split('\n');
  const has = lines.every(line => line.startsWith(sign));
  const marked = lines.map(line => (has ? line.slice(sign.length) : line.startsWith(sign) ? line : sign + line));
  const joined = marked.join('\n');
  return { text: joined, from: start, to: end, select: [start + joined.length, start + joined.length] };
}

/** Puts a mark on what is selected, or takes it off again. */
export function marked(selected: Selected, mark: Mark): Edit {
  const sign = around[mark];
  return sign ? wrapped(selected, sign) : inFront(selected, before[mark] ?? '');
}
