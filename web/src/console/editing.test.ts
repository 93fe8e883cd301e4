import { expect, it, vi } from 'vitest';
import { ApiProblem } from '$lib/api/client';
import { Editing, type Texts } from './editing.svelte';

type Part = 'name' | 'role';
const begun = { parts: { name: 'Ana', role: 'agent' }, version: 1 };
const stale = new ApiProblem(412, { type: '/problems/stale-version' });
/** A server that somebody else has changed meanwhile. */
function changedTo(parts: Partial<Texts<Part>>) {
  const now = { parts: { ...begun.parts, ...parts }, version: 2, at: '2026-11-03T09:00:00Z' };
  const send = vi.fn(async (_: Texts<Part>, version: number) => {
    if (version !== 2) throw stale;
  });
  return { send, edit: new Editing<Part>(begun, { send, read: async () => now }) };
}

it('sends what nobody else changed', async () => {
  const send = vi.fn(async () => {});
  const edit = new Editing<Part>(begun, { send, read: async () => begun });
  expect(await edit.save({ name: 'Ana', role: 'admin' }, () => {})).toBe('saved');
  expect(send).toHaveBeenCalledExactlyOnceWith({ name: 'Ana', role: 'admin' }, 1, begun.parts);
});

it('combines changes of different parts, and sends once more', async () => {
  const { send, edit } = changedTo({ name: 'Ana María' });
  const onto = vi.fn();
  expect(await edit.save({ name: 'Ana', role: 'admin' }, onto)).toBe('combined');
  const both = { name: 'Ana María', role: 'admin' };
  expect(onto).toHaveBeenCalledWith(both);
  expect(send).toHaveBeenLastCalledWith(both, 2, { name: 'Ana María', role: 'agent' });
});

it('asks about a part that both changed, and sends nothing before it is decided', async () => {
  const { send, edit } = changedTo({ name: 'Ana María' });
  const mine = { name: 'Anna', role: 'agent' };
  expect(await edit.save(mine, () => {})).toBe('clash');
  expect(edit.clash).toEqual([{ part: 'name', theirs: 'Ana María', mine: 'Anna' }]);
  expect(edit.at).toBe('2026-11-03T09:00:00Z');
  expect(await edit.save(mine, () => {})).toBe('clash');
  expect(send).toHaveBeenCalledTimes(1);
  edit.chosen.name = 'mine';
  expect(await edit.save(mine, () => {})).toBe('saved');
  expect(send).toHaveBeenLastCalledWith(mine, 2, { name: 'Ana María', role: 'agent' });
});

it.each([
  ['one change', 2, 'Rosa Marín'],
  ['several, of which the last need not be theirs', 3, null]
])('names who changed it after %s', async (_, version, by) => {
  const send = vi.fn(async (_: Texts<Part>, on: number) => {
    if (on !== version) throw stale;
  });
  const now = { parts: { name: 'Ana María', role: 'agent' }, version };
  const edit = new Editing<Part>(begun, { send, read: async () => now, author: async () => 'Rosa Marín' });
  await edit.save({ name: 'Anna', role: 'agent' }, () => {});
  expect(edit.by).toBe(by);
});

it('tries once more and no oftener', async () => {
  const send = vi.fn(async () => {
    throw stale;
  });
  const now = { parts: { name: 'Ana María', role: 'agent' }, version: 2 };
  const edit = new Editing<Part>(begun, { send, read: async () => now });
  await expect(edit.save({ name: 'Ana', role: 'admin' }, () => {})).rejects.toBe(stale);
  expect(send).toHaveBeenCalledTimes(2);
});
