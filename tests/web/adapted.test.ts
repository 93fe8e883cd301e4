import { beforeAll, describe, expect, it } from 'vitest';
import { lost, spaceText } from './adapted';
import { desk, narrow, setUp } from './harness';
import { furnish, ofAdministrators, ofCustomers, ofEverybody, ofSupervisors, own } from './pages';

// Interface guide §14.3: every screen at 320 px and 400 % zoom, with text spacing and forced colours.

const { shop, open, signIn, signInEmployee } = setUp();

beforeAll(() => furnish(shop));

it('sees what it looks for', async () => {
  const page = await open({ ...narrow, bypassCSP: true });
  await page.setContent(`<main>
    <p class="cut">A text that is longer than its box has room for</p>
    <nav><span><a href="#1" aria-current="page">One</a></span><span><a href="#2">Two</a></span></nav>
    <input id="bare"><i></i><footer>Bar</footer><div class="wide"></div></main>`);
  await page.addStyleTag({
    content: `.cut { width: 5rem; overflow: hidden; white-space: nowrap } input { border: 0 }
      i { display: block; width: 2rem; height: 2rem; background: red }
      footer { position: fixed; inset: auto 0 0; height: 150px } .wide { width: 400px; height: 2px; border: 1px solid }`
  });
  const found = (await lost(page)).map(one => one.split(/[:,]/)[0]);
  expect(found).toEqual([
    'the page is 90 px too wide',
    'cut across',
    'bars cover 150 of 256 px',
    'no border',
    'no aria-current',
    'a background alone'
  ]);
});

const most = 300_000; // ms: many pages

describe.each([
  ['320 px, at 400 %', narrow],
  ['1280 px', { ...desk, forcedColors: 'active' as const }]
])('at %s, with forced colours and wide text spacing, every screen is whole', (_, size) => {
  async function walk(page: Awaited<ReturnType<typeof open>>, list: string[]) {
    for (const path of list) {
      await page.goto(path);
      await page.locator('h1').waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await spaceText(page);
      expect.soft(await lost(page), path).toEqual([]);
    }
  }
  // Without the policy, since the text spacing that people set is a style of their own.
  const opened = () => open({ ...size, bypassCSP: true });

  it(
    'for everybody and a customer',
    async () => {
      const page = await opened();
      await walk(page, ofEverybody);
      await signIn(page, own.email, own.password);
      await walk(page, await ofCustomers(shop));
    },
    most
  );
  it.each(['supervision', 'admin'] as const)(
    'for %s',
    async who => {
      const page = await opened();
      await signInEmployee(page, who);
      await walk(page, who === 'admin' ? ofAdministrators : await ofSupervisors(shop));
    },
    most
  );
});
