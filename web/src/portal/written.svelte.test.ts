import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiProblem } from '$lib/api/client';
import { Form } from '$lib/form.svelte';
import { Written } from './written.svelte';
import { session } from './session.svelte';

const store = vi.hoisted(() => new Map<string, { value: unknown; life: number | undefined }>());
vi.mock('$lib/storage', () => ({
  keptFor: { account: 30, key: 1 },
  keep: async (name: string, value: unknown, life?: number) => void store.set(name, { value, life }),
  kept: async (name: string) => store.get(name)?.value,
  forget: async (name: string) => void store.delete(name),
  forgetEverything: async () => store.clear()
}));

const endings: (() => void)[] = [];
async function begun() {
  const form = new Form({ reason: '' });
  let written!: Written<{ reason: string }>;
  endings.push(
    $effect.root(() => {
      written = new Written(form);
    })
  );
  await written.begin('reopen:7K3Q');
  flushSync();
  const write = (text: string) => {
    form.values.reason = text;
    flushSync();
  };
  return { form, written, write };
}

beforeEach(() => {
  vi.useFakeTimers();
  store.clear();
  session.me = null;
});
afterEach(() => {
  endings.splice(0).forEach(end => end());
  vi.useRealTimers();
});

it('keeps what is written at a pause, with its key, and puts both back', async () => {
  const { form, write } = await begun();
  write('Sigue roto.');
  expect(store.size).toBe(0);
  await vi.advanceTimersByTimeAsync(400);
  const again = await begun();
  expect(again.form.values.reason).toBe('Sigue roto.');
  expect(again.form.key).toBe(form.key);
});

it('keeps it when the page is left before the pause', async () => {
  const { write } = await begun();
  write('Sigue roto.');
  endings.splice(0).forEach(end => end());
  await vi.advanceTimersByTimeAsync(0);
  expect(store.has('reopen:7K3Q')).toBe(true);
});

it('keeps for a day with a key alone, and longer for who is signed in', async () => {
  const { write } = await begun();
  write('Sigue roto.');
  await vi.advanceTimersByTimeAsync(400);
  expect(store.get('reopen:7K3Q')?.life).toBe(1);
  session.me = { id: 'lucia' } as typeof session.me;
  const { write: writeSignedIn } = await begun();
  writeSignedIn('Sigue muy roto.');
  await vi.advanceTimersByTimeAsync(400);
  expect(store.get('reopen:7K3Q')?.life).toBe(30);
});

it('keeps nothing of somebody who signed out', async () => {
  session.me = { id: 'lucia' } as typeof session.me;
  const { write } = await begun();
  write('Sigue roto.');
  session.me = null;
  await vi.advanceTimersByTimeAsync(400);
  expect(store.size).toBe(0);
});

it('keeps nothing of a form that was emptied', async () => {
  const { write } = await begun();
  write('Sigue roto.');
  await vi.advanceTimersByTimeAsync(400);
  write('');
  await vi.advanceTimersByTimeAsync(400);
  expect(store.size).toBe(0);
});

it('forgets what was sent', async () => {
  const { written, write } = await begun();
  write('Sigue roto.');
  await vi.advanceTimersByTimeAsync(400);
  expect(await written.submit(async () => {})).toBe(true);
  await vi.advanceTimersByTimeAsync(400);
  expect(store.size).toBe(0);
});

it('says after a reload too that it was not sent, and tries again three times with the same key', async () => {
  const { form, written, write } = await begun();
  write('Sigue roto.');
  const cut = async () => {
    throw new ApiProblem(0);
  };
  expect(await written.submit(cut)).toBe(false);
  const again = await begun();
  expect(again.written.unsent).toBe(true);
  expect(again.form.key).toBe(form.key);
  expect([1, 2, 3, 4].map(() => again.written.mayRetry())).toEqual([true, true, true, false]);
});

it('keeps what turned out not to be possible any more', async () => {
  const { written, write } = await begun();
  write('Sigue roto.');
  expect(await written.submit(async () => false)).toBe(false);
  expect(store.has('reopen:7K3Q')).toBe(true);
  expect(written.unsent).toBe(false);
});
