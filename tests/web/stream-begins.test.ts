import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, hold, setUp } from './harness';

const { shop, open, signIn, signInEmployee } = setUp();

const say = async (reference: string, body: string) => {
  const employee = await shop.supervisor();
  await employee.post(`/incidents/${reference}/messages`, { body, visibility: 'public' });
};

// Each page reads, then listens: what happens in between is in neither, unless the stream tells of it too.
it('tells a customer what happened after the page was read and before its stream began', async () => {
  const reference = await shop.opened('La licuadora pierde agua');
  const page = await open(desk);
  await signIn(page);
  const stream = hold(page, /\/api\/v1\/my\/events/);
  await page.goto(`/i/${reference}`);
  await page.getByRole('heading', { name: 'La licuadora pierde agua' }).waitFor();
  const held = await stream;
  await say(reference, '¿Desde cuándo pierde agua?');
  await held.continue();
  await page.getByRole('article').getByText('¿Desde cuándo pierde agua?').waitFor();
});

it('tells an employee what happened after the page was read and before its stream began', async () => {
  const reference = await shop.opened('La licuadora se calienta');
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  const stream = hold(page, /\/api\/v1\/events/);
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('heading', { name: 'La licuadora se calienta' }).waitFor();
  const held = await stream;
  await say(reference, '¿Cuánto tarda en calentarse?');
  await held.continue();
  await page.getByRole('article').getByText('¿Cuánto tarda en calentarse?').waitFor();
});

it.each([
  ['a customer', signIn, '/i/', /\/api\/v1\/my\/incidents\/[\w-]+\/timeline/],
  [
    'an employee',
    (page: Page) => signInEmployee(page, 'supervision'),
    '/consola/i/',
    /\/api\/v1\/incidents\/[\w-]+\/timeline/
  ]
])('tells %s what happened while the first answer was on its way', async (_, enter, address, timeline) => {
  const reference = await shop.opened('La licuadora huele a goma');
  const page = await open(desk);
  await enter(page);
  const first = hold(page, timeline);
  await page.goto(address + reference);
  const held = await first;
  const answer = await held.fetch();
  await say(reference, '¿Sale humo?');
  await held.fulfill({ response: answer });
  await page.getByRole('article').getByText('¿Sale humo?').waitFor();
  expect(await page.getByRole('article').getByText('¿Sale humo?').count()).toBe(1);
});
