import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, lookTwice, phone, setUp } from './harness';
import type { Api } from './shop';
import { furnish, own } from './pages';

// Every layer that opens over a screen: in both languages, sizes and themes (interface guide §14.1).

const { shop, open, signIn, signInEmployee } = setUp('localhost'); // passkeys belong to a name

type Language = 'es' | 'en';
type Words = (key: string) => string;
type Opening = (page: Page, t: Words) => Promise<unknown>;

/** The words of an entry, by their keys. */
function words(entry: 'portal' | 'console', language: Language): Words {
  const read = (folder: string): Record<string, string> =>
    JSON.parse(readFileSync(join(import.meta.dirname, '../../web/src', folder, `${language}.json`), 'utf8'));
  const own = entry === 'portal' ? read('portal/messages/data') : {}; // of the one screen with layers that has its own
  const all = { ...read('lib/messages'), ...read(`${entry}/messages`), ...own };
  return key => {
    const text = all[key];
    if (text === undefined) throw new Error(`no words for ${key}`);
    return text;
  };
}

/** By its button; in rows it says behind a colon whose it is. */
const button =
  (key: string): Opening =>
  (page, t) =>
    page
      .getByRole('button', { name: new RegExp(`^${t(key)}( ?:|$)`) })
      .first()
      .click();
const item =
  (menu: string, key: string): Opening =>
  async (page, t) => {
    await button(menu)(page, t);
    await page.getByRole('menuitem', { name: t(key) }).click();
  };
/** By a key, where nobody writes. */
const key =
  (name: string): Opening =>
  async page => {
    await page.locator('h1').click();
    await page.keyboard.press(name);
  };
/** By a key, with a row chosen. */
const ofRow =
  (name: string): Opening =>
  async page => {
    await page.locator('[role=row] a, [data-card] a').first().waitFor();
    if (!(await page.locator('[aria-selected="true"], [data-card] input:checked').count()))
      for (const one of ['j', 'x']) await page.keyboard.press(one);
    await page.keyboard.press(name);
  };
/** On a phone the filters are folded. */
const unfold = async (page: Page) => {
  const folded = page.locator('details.filters:not([open]) > summary');
  if (await folded.count()) await folded.click();
};
const save: Opening = async (page, t) => {
  await unfold(page);
  await button('saved.save')(page, t);
};
const choices: Opening = async (page, t) => {
  await unfold(page);
  await page.getByRole('combobox', { name: t('filter.status') }).click();
};
const mention: Opening = async (page, t) => {
  await page.getByRole('tab', { name: t('write.note') }).click();
  await button('mention.button')(page, t);
};
const found =
  (opening: Opening, text = ''): Opening =>
  async (page, t) => {
    await opening(page, t);
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type(text);
    await page.getByRole('option').first().waitFor();
  };
/** Snoozing tells what it did, with a way back, in a toast. */
const toast: Opening = async (page, t) => {
  await key('z')(page, t);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('act.snooze') })
    .click();
  await page.locator('.toast').first().hover(); // which has it stay
};
const saved: Opening = async (page, t) => {
  await button('action.save')(page, t);
  await page.locator('.toast').first().hover();
};

const layer = 'dialog[open], [role="menu"], [role="listbox"]:not([hidden]), .toast';

async function walk(page: Page, t: Words, screens: (readonly [string, Opening[]])[]): Promise<void> {
  for (const [path, openings] of screens) {
    await page.goto(path);
    await page.locator('h1').waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    for (const opening of openings) {
      await opening(page, t);
      await page.locator(layer).first().waitFor();
      await lookTwice(page);
      await close(page);
    }
  }
}

async function close(page: Page): Promise<void> {
  const undo = page.locator('.toast button');
  if (await undo.count()) await undo.first().click();
  else if (await page.locator('.toast').count())
    return; // goes by itself
  else await page.keyboard.press('Escape');
  await page
    .locator('dialog[open], [role="menu"], [role="listbox"]:not([hidden])')
    .first()
    .waitFor({ state: 'detached' });
}

const references: Record<string, string> = {};

/** What has layers and the demonstration has none of. */
async function prepare(supervisor: Api, admin: Api): Promise<void> {
  const customer = await shop.as('customers', own.email, own.password);
  await customer.post('/customers/me/data-requests', { right: 'restrict', detail: 'Mi apellido es Gil.' });
  await admin.post('/teams', { name: 'Sin nadie' });
  await admin.post('/employees/tokens', { name: 'Almacén', scopes: ['incidents:read'] });
  references.taken = await shop.opened('La de las capas');
  await supervisor.post(`/incidents/${references.taken}/take`);
  const { items } = await customer.get('/my/incidents');
  references.own = items.find((one: { status: string }) => one.status === 'in_progress').reference;
}

beforeAll(async () => {
  await furnish(shop);
  await prepare(await shop.supervisor(), await shop.admin());
});

const most = 300_000; // ms: many layers, each looked at by axe

describe.each(['es', 'en'] as const)('every layer in %s', language => {
  describe.each([
    ['1280 px', desk],
    ['360 px', phone]
  ] as const)('at %s, light and dark', (_, size) => {
    async function openIn(): Promise<Page> {
      const page = await open({ ...size, locale: language });
      await page.context().addCookies([{ name: 'resuelve_language', value: language, url: shop.base }]);
      return page;
    }

    it(
      'has no fault for a supervisor',
      async () => {
        const page = await openIn();
        const [view] = (await (await shop.supervisor()).get('/employees/views')).items;
        await signInEmployee(page, 'supervision');
        await walk(page, words('console', language), [
          [
            `/consola/i/${references.taken}`,
            [
              button('act.assign'),
              button('change.open'),
              button('incident.more'),
              item('incident.more', 'act.escalate'),
              found(button('nav.templates')),
              found(mention),
              key('?'),
              found(key('Control+k'), 'panel'),
              key('z'),
              toast
            ]
          ],
          ['/consola/cola/todas?status=closed', [save, ofRow('a'), ofRow('t')]],
          ['/consola/cola/todas', [ofRow('z'), choices]],
          [
            `/consola/cola/${view.id}?${view.query}`,
            [button('saved.menu'), item('saved.menu', 'saved.rename'), item('saved.menu', 'saved.remove')]
          ],
          ['/consola/aprobaciones', [button('approvals.approve'), button('approvals.return')]],
          ['/consola/escaladas', [button('act.assign')]],
          ['/consola/carga', [button('workload.move')]],
          ['/consola/admin/plantillas', [button('saved.remove')]],
          ['/consola/admin/derechos', [button('rights.answer'), button('rights.extend')]],
          ['/consola/yo', [button('passkeys.add')]] // preferences that are saved would choose the language from then on
        ]);
      },
      most
    );

    it(
      'has no fault for an administrator',
      async () => {
        const page = await openIn();
        await signInEmployee(page, 'admin');
        await walk(page, words('console', language), [
          [
            '/consola/admin/personas',
            [button('people.invite'), button('change.open'), button('sessions.open'), button('people.disable')]
          ],
          ['/consola/admin/equipos', [button('teams.rename'), button('teams.dissolve')]],
          ['/consola/admin/tokens', [button('tokens.revoke')]],
          [
            '/consola/admin/categorias',
            [
              button('category.new'),
              button('change.open'),
              button('category.more'),
              item('category.more', 'category.retire')
            ]
          ]
        ]);
        // Whose sign-in is too old confirms who it is; whose session has ended signs in again.
        await page.route('**/employees/me/totp', route =>
          route.fulfill({ status: 403, json: { type: '/problems/forbidden', title: '', status: 403 } })
        );
        const again: Opening = async (_page, t) => {
          await page.context().clearCookies();
          await button('action.save')(page, t);
        };
        await walk(page, words('console', language), [['/consola/yo', [button('factor.set_up'), again]]]);
      },
      most
    );

    it(
      'has no fault for a customer',
      async () => {
        const page = await openIn();
        await signIn(page, own.email, own.password);
        const loseSession: Opening = async (_page, t) => {
          await page.context().clearCookies();
          await button('person.ask')(page, t);
        };
        await walk(page, words('portal', language), [
          ['/cuenta/datos', [button('data.access.send'), button('data.erase.send')]],
          ['/cuenta/preferencias', [button('preferences.forget'), saved]],
          [`/i/${references.own}`, [button('withdraw.open'), loseSession]]
        ]);
      },
      most
    );
  });
});
