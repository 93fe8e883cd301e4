import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, setUp } from './harness';
import { furnish, ofAdministrators, ofCustomers, ofEverybody, ofSupervisors, own } from './pages';
import { treeOf, watchRequests } from './tree';

// What each screen is for who does not see it: names, roles and states, in files that are read when they change.
// `vitest run --project journeys trees --update` writes them anew.

const { shop, open, signIn, signInEmployee } = setUp();

/** A file's name for an address, which may hold ids. */
const named = (path: string): string =>
  path
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, 'id')
    .replace(/[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}/, 'key')
    .replace(/[^\wáéíóúñ-]+/g, '.')
    .replace(/^\.|\.$/g, '') || 'home';

async function compare(page: Page, paths: string[], folder: string): Promise<void> {
  const inFlight = watchRequests(page);
  const seen = new Map<string, number>();
  for (const path of paths) {
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    const again = (seen.get(named(path)) ?? 0) + 1;
    seen.set(named(path), again);
    const file = `./trees/${folder}/${named(path)}${again > 1 ? `-${again}` : ''}.yaml`;
    await expect.soft(await treeOf(page, inFlight), path).toMatchFileSnapshot(file);
  }
}

beforeAll(() => furnish(shop));

describe('the tree of every screen', () => {
  it('is as it was for everybody', async () => {
    await compare(await open(desk), ofEverybody, 'portal');
  }, 120_000);
  it('is as it was for a customer', async () => {
    const page = await open(desk);
    await signIn(page, own.email, own.password);
    await compare(page, await ofCustomers(shop), 'customer');
  }, 120_000);
  it.each(['supervision', 'admin'] as const)(
    'is as it was for %s',
    async who => {
      const page = await open(desk);
      await signInEmployee(page, who);
      await compare(page, who === 'admin' ? ofAdministrators : await ofSupervisors(shop), who);
    },
    120_000
  );
});
