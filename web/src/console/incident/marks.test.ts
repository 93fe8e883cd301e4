import { expect, it } from 'vitest';
import { marked, type Mark } from './marks';

/** A text with its selection between brackets, before and after. */
function press(shown: string, mark: Mark): string {
  const from = shown.indexOf('[');
  const to = shown.indexOf(']') - 1;
  const text = shown.replace(/[[\]]/g, '');
  const edit = marked({ text, from, to }, mark);
  const after = text.slice(0, edit.from) + edit.text + text.slice(edit.to);
  const [start, end] = edit.select;
  return `${after.slice(0, start)}[${after.slice(start, end)}]${after.slice(end)}`;
}

it('puts bold and italic around what is selected, and takes them off again', () => {
  expect(press('Llega [mañana].', 'bold')).toBe('Llega **[mañana]**.');
  expect(press('Llega **[mañana]**.', 'bold')).toBe('Llega [mañana].');
  expect(press('Llega [mañana].', 'italic')).toBe('Llega *[mañana]*.');
  expect(press('Llega *[mañana]*.', 'italic')).toBe('Llega [mañana].');
  expect(press('Llega [].', 'bold')).toBe('Llega **[]**.');
  expect(press('Llega[ mañana ]ya', 'bold')).toBe('Llega **[mañana]** ya');
});

it('does not take bold for italic', () => {
  expect(press('**[ya]**', 'italic')).toBe('***[ya]***');
  expect(press('***[ya]***', 'italic')).toBe('**[ya]**');
});

it('puts a list or a quote in front of every line that is touched, and takes it off again', () => {
  expect(press('Hay:\nu[na\notr]a\nfin', 'list')).toBe('Hay:\n- una\n- otra[]\nfin');
  expect(press('- u[na\n- otr]a', 'list')).toBe('una\notra[]');
  expect(press('- u[na\notr]a', 'list')).toBe('- una\n- otra[]');
  expect(press('[]', 'quote')).toBe('> []');
  expect(press('[]\notra', 'list')).toBe('- []\notra');
  expect(press('una\n[]\notra', 'list')).toBe('una\n- []\notra');
});
