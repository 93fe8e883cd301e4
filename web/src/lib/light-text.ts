/** A text with light marks, as people write it: `**bold**`, `*italic*`, `- list`, `> quote`, and https addresses. The text stays
 * what it is; this says how to show it, as elements that are made one by one: nothing of it is ever HTML. */
export interface Span {
  kind: 'text' | 'bold' | 'italic' | 'link';
  text: string;
}
export type Block = { kind: 'text' | 'quote'; spans: Span[]; lines: number } | { kind: 'list'; items: Span[][] };

/** Marks stand around words, not within them: 3*4*5 is a sum. */
const marks =
  /(?<![\p{L}\p{N}*])(?:\*\*(?=[^\s*])([^*\n]+)(?<=\S)\*\*|\*(?=[^\s*])([^*\n]+)(?<=\S)\*)(?![\p{L}\p{N}*])|https:\/\/[^\s<>"*]+/gu;
/** What ends a sentence, or a bracket around the address, is not of the address. */
const afterAddress = /[.,;:!?'’»”]+$|\)+$/u;

function addressIn(text: string): string {
  let address = text;
  for (;;) {
    const shorter = address.replace(afterAddress, '');
    const closes = address.endsWith(')') && address.includes('(');
    if (shorter === address || closes) return address;
    address = shorter;
  }
}

/** An address that leads where it says: no name or password before the host. */
function isHonest(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return protocol === 'https:' && !username && !password;
}

export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  const add = (kind: Span['kind'], part: string) => {
    const last = spans.at(-1);
    if (kind === 'text' && last?.kind === 'text') last.text += part;
    else if (part) spans.push({ kind, text: part });
  };
  for (const { 0: found, 1: bold, 2: italic, index } of text.matchAll(marks)) {
    add('text', text.slice(from, index));
    from = index + found.length;
    if (bold) add('bold', bold);
    else if (italic) add('italic', italic);
    else {
      const address = addressIn(found);
      add(isHonest(address) ? 'link' : 'text', address);
      add('text', found.slice(address.length));
    }
  }
  add('text', text.slice(from));
  return spans;
}

const kindOf = (line: string): Block['kind'] =>
  /^- \S/.test(line) ? 'list' : line === '>' || line.startsWith('> ') ? 'quote' : 'text';

/** Lines of a kind one after the other are one block. */
export function blocksOf(text: string): Block[] {
  const groups: { kind: Block['kind']; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const kind = kindOf(line);
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups.flatMap(({ kind, lines }): Block[] => {
    if (kind === 'list') return [{ kind, items: lines.map(line => spansOf(line.slice(2))) }];
    const own = (kind === 'quote' ? lines.map(line => line.slice(2)).join('\n') : lines.join('\n')).replace(
      /^\n+|\s+$/g,
      ''
    );
    return own ? [{ kind, spans: spansOf(own), lines: lines.length }] : [];
  });
}
