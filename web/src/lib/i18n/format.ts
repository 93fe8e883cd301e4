import { numberFormat, pluralRules } from './formats';

/** Reduced ICU messages: {name}, {n, plural, =0 {…} one {…} other {… # …}}, {kind, select, a {…} other {…}}. */
export type Values = Record<string, string | number>;
type Part = string | { name: string; kind: 'value' | 'plural' | 'select'; branches: Map<string, Part[]> };

const parsed = new Map<string, Part[]>();

function parse(text: string): Part[] {
  let at = 0;
  const sequence = (): Part[] => {
    const parts: Part[] = [];
    let plain = '';
    while (at < text.length && text[at] !== '}') {
      if (text[at] !== '{') {
        plain += text[at++];
        continue;
      }
      if (plain) parts.push(plain);
      plain = '';
      at++;
      parts.push(argument());
    }
    if (plain) parts.push(plain);
    return parts;
  };
  const until = (ends: RegExp) => {
    const start = at;
    while (at < text.length && !ends.test(text[at] ?? '')) at++;
    return text.slice(start, at).trim();
  };
  const argument = (): Part => {
    const name = until(/[,}]/);
    const branches = new Map<string, Part[]>();
    if (text[at] === '}') {
      at++;
      return { name, kind: 'value', branches };
    }
    at++;
    const kind = until(/,/) as 'plural' | 'select';
    at++;
    for (;;) {
      const key = until(/[{}]/);
      if (text[at] !== '{') break;
      at++;
      branches.set(key, sequence());
      at++;
    }
    at++;
    return { name, kind, branches };
  };
  return sequence();
}

/** The message with its values, in the plural classes of the language. */
export function format(language: string, message: string, values: Values = {}): string {
  if (!message.includes('{')) return message;
  let parts = parsed.get(message);
  if (!parts) parsed.set(message, (parts = parse(message)));
  const rules = pluralRules(language);
  const numbers = numberFormat(language);
  const render = (list: Part[], count?: number): string =>
    list
      .map(part => {
        if (typeof part === 'string') return count === undefined ? part : part.replaceAll('#', numbers.format(count));
        const value = values[part.name];
        if (part.kind === 'value') return typeof value === 'number' ? numbers.format(value) : String(value ?? '');
        if (part.kind === 'select')
          return render(part.branches.get(String(value)) ?? part.branches.get('other') ?? [], count);
        const number = Number(value);
        const branch =
          part.branches.get(`=${number}`) ?? part.branches.get(rules.select(number)) ?? part.branches.get('other');
        return render(branch ?? [], number);
      })
      .join('');
  return render(parts);
}
