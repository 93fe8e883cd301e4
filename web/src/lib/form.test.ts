import { beforeEach, expect, it } from 'vitest';
import { ApiProblem } from './api/problem';
import { Form } from './form.svelte';
import { useLanguage } from './i18n/index.svelte';

beforeEach(() => useLanguage('es'));

const invalid = (...errors: { field: string; code: string }[]) =>
  new ApiProblem(422, {
    type: '/problems/invalid',
    title: '',
    status: 422,
    errors: errors.map(one => ({ ...one, detail: '' }))
  });

it('puts errors of the API at their fields, by pointer', () => {
  const form = new Form({ email: '', points: '' });
  form.take(invalid({ field: '/contact/email', code: 'malformed' }, { field: '/points/2', code: 'too_long' }));
  expect(Object.keys(form.errors)).toEqual(['email', 'points']);
  expect(form.failure).toBeNull();
});

it('keeps what belongs to no field as the failure of the whole', () => {
  const form = new Form({ email: '' });
  const problem = invalid({ field: '/channel', code: 'unknown' });
  form.take(problem);
  expect(form.failure).toBe(problem);
});

it('sends once however often it is pressed', async () => {
  const form = new Form({ a: 'x' });
  let sent = 0;
  let finish = () => {};
  const send = () =>
    new Promise<void>(resolve => {
      sent++;
      finish = resolve;
    });
  const first = form.submit(send);
  expect(await form.submit(send)).toBe(false);
  finish();
  expect(await first).toBe(true);
  expect(sent).toBe(1);
});

it('keeps its key while the outcome is unknown, and takes another after success or refusal', async () => {
  const form = new Form({ a: 'x' });
  const keys: string[] = [];
  const fails = (error: unknown) => async (_: unknown, key: string) => {
    keys.push(key);
    throw error;
  };
  await form.submit(fails(new ApiProblem(0)));
  await form.submit(fails(new ApiProblem(503)));
  await form.submit(fails(invalid({ field: '/a', code: 'too_short' })));
  await form.submit(async (_, key) => void keys.push(key));
  await form.submit(async (_, key) => void keys.push(key));
  expect(keys[0]).toBe(keys[1]);
  expect(keys[1]).toBe(keys[2]);
  expect(new Set(keys).size).toBe(3);
});

it('checks a field that is left only after the first submit', async () => {
  const form = new Form({ a: '' }, { check: ({ a }) => (a ? {} : { a: 'falta' }) });
  form.left('a');
  expect(form.errors.a).toBeUndefined();
  await form.submit(async () => {});
  expect(form.errors.a).toBe('falta');
  form.values.a = 'x';
  form.left('a');
  expect(form.errors.a).toBeUndefined();
});
