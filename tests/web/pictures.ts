// Takes the pictures of the README from the demonstration, as people see it: script/screenshots
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { it } from 'vitest';
import { desk, phone, setUp } from './harness';

const { shop, open, signIn, signInEmployee } = setUp();
const folder = resolve(import.meta.dirname, '../../docs/pictures');

it('takes the pictures of the README', async () => {
  mkdirSync(folder, { recursive: true });
  const take = async (page: Awaited<ReturnType<typeof open>>, name: string) => {
    await page.mouse.move(0, 0); // what was pointed at for signing in shows no hint of what is there now
    await page.locator('.tooltip').waitFor({ state: 'detached' });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  const supervisor = await shop.supervisor();
  const find = async (query: string): Promise<string> =>
    (await supervisor.get(`/incidents?${query}&limit=1`)).items[0].reference;
  // With a conversation, a note and a proposal that was refused once.
  const told = await find('q=altavoz');

  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open({ ...desk, viewport: { width: 1280, height: 800 }, colorScheme });
    await signInEmployee(page, 'supervision');
    await page.goto(
      '/consola/cola/todas?sort=deadline&status=registered,in_progress,awaiting_customer,resolution_proposed'
    );
    await page.getByRole('grid').waitFor();
    await take(page, `console-queue-${colorScheme}`);
    await page.goto(`/consola/i/${told}`);
    await page.getByRole('article').first().waitFor();
    await take(page, `console-incident-${colorScheme}`);
    await page.goto('/consola/panel');
    await page.getByRole('table').first().waitFor();
    await take(page, `console-panel-${colorScheme}`);

    const portal = await open({ ...desk, viewport: { width: 1280, height: 800 }, colorScheme });
    await portal.goto('/');
    await portal.locator('h1').waitFor();
    await take(portal, `portal-home-${colorScheme}`);
  }

  const customer = await open(phone);
  await signIn(customer);
  await customer.goto('/cuenta');
  await customer.getByRole('link', { name: /hervidor/ }).click();
  await customer.getByRole('article').first().waitFor();
  await take(customer, 'portal-incident-phone');
  await customer.goto('/abrir/motivo');
  await customer.locator('h1').waitFor();
  await take(customer, 'portal-open-phone');
  const employee = await open(phone);
  await signInEmployee(employee);
  await employee.getByRole('list', { name: 'Mías' }).waitFor();
  await take(employee, 'console-queue-phone');
});
