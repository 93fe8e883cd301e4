import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  type Route
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { Shop } from './shop';
import { until } from './until';

const here = import.meta.dirname;

/** Waits until the device has a text; `false`: until it has it no more. */
export const kept = (page: Page, text: string, there = true): Promise<void> =>
  until(
    async () =>
      (await page
        .evaluate(
          () =>
            new Promise<string>(done => {
              const request = indexedDB.open('resuelve', 1);
              request.onupgradeneeded = () => request.result.createObjectStore('kept');
              request.onsuccess = () => {
                const all = request.result.transaction('kept').objectStore('kept').getAll();
                all.onsuccess = () => {
                  request.result.close();
                  done(JSON.stringify(all.result));
                };
              };
            })
        )
        .then(found => found.includes(text))) === there
  );

/** Holds what the page asks for first at an address until it is let go; later ones go on their way. */
export const hold = (page: Page, address: RegExp): Promise<Route> =>
  new Promise<Route>((arrive, fail) => {
    page.route(address, arrive, { times: 1 }).catch(fail);
  });

export const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
/** 1280 px at 400 %, in the colours that the person's system forces on pages. */
export const narrow: BrowserContextOptions = { viewport: { width: 320, height: 256 }, forcedColors: 'active' };
export const desk: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };

interface Watched {
  page: Page;
  troubles: string[];
}

/** Sets up a shop and a browser for the file, and fails journeys with policy violations, foreign requests or errors. */
export function setUp(host?: 'localhost', now?: Date) {
  const shop = new Shop(host);
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let watched: Watched[] = [];

  beforeAll(async () => {
    await shop.start(now);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
      ]
    });
  });
  afterAll(async () => {
    await browser?.close();
    await shop.stop();
  });
  afterEach(async context => {
    const failed = context.task.result?.state === 'fail';
    if (failed)
      for (const [at, { page }] of watched.entries()) {
        mkdirSync(join(here, 'failures'), { recursive: true });
        await page
          .screenshot({
            path: join(here, 'failures', `${context.task.name.replaceAll(/\W+/g, '-')}-${at}.png`),
            fullPage: true
          })
          .catch(() => null);
      }
    const troubles = watched.flatMap(one => one.troubles);
    await Promise.all(contexts.map(one => one.close()));
    contexts = [];
    watched = [];
    if (!failed) expect(troubles).toEqual([]);
  });

  /** A page of a new profile. `expected`: what the console may say, such as a refused request. */
  async function open(options: BrowserContextOptions = desk, expected: RegExp[] = []): Promise<Page> {
    const context = await browser.newContext({
      locale: 'es-ES',
      timezoneId: 'Europe/Madrid',
      baseURL: shop.base,
      reducedMotion: 'reduce',
      ...options
    });
    context.setDefaultTimeout(15_000);
    contexts.push(context);
    const page = await context.newPage();
    const troubles: string[] = [];
    watched.push({ page, troubles });
    page.on('console', message => {
      const text = message.text();
      // A refused or cut request is said by Chromium too; what the page makes of it is what is tested.
      if (/Failed to load resource/.test(text)) return;
      if (message.type() === 'error' && !expected.some(one => one.test(text))) troubles.push(`console: ${text}`);
    });
    page.on('pageerror', error => troubles.push(`error: ${error.message}`));
    page.on('request', request => {
      const url = request.url();
      if (!url.startsWith(shop.base) && !/^(blob|data):/.test(url)) troubles.push(`foreign request: ${url}`);
    });
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', event =>
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
      );
    });
    return page;
  }

  async function signIn(page: Page, email = 'lucia@example.com', password = 'cafetera-rota-2026'): Promise<void> {
    await page.goto('/entrar');
    const english = (await page.locator('html').getAttribute('lang')) === 'en';
    const [address, byPassword, secret, send] = english
      ? ['E-mail', 'Sign in with a password', 'Password', 'Sign in']
      : ['Correo electrónico', 'Entrar con contraseña', 'Contraseña', 'Entrar'];
    await page.getByLabel(address).fill(email);
    await page.getByRole('button', { name: byPassword }).click();
    await page.getByLabel(secret).fill(password);
    await page.getByRole('button', { name: send, exact: true }).click();
    await page.waitForURL('**/cuenta');
  }

  /** Signs in to the console, which then shows the person's first screen. */
  async function signInEmployee(page: Page, who: 'ana' | 'pablo' | 'supervision' | 'admin' = 'ana'): Promise<void> {
    await page.goto('/consola/entrar');
    const english = (await page.locator('html').getAttribute('lang')) === 'en';
    const [email, password, send] = english
      ? ['E-mail', 'Password', 'Sign in']
      : ['Correo electrónico', 'Contraseña', 'Entrar'];
    await page.getByLabel(email, { exact: true }).fill(`${who}@casaaurora.example`);
    await page.getByLabel(password, { exact: true }).fill('faro-nube-cuchara-7');
    await page.getByRole('button', { name: send, exact: true }).click();
    await page.waitForURL(url => !url.pathname.endsWith('/entrar') && url.pathname !== '/consola');
    await page.locator('h1').waitFor();
  }

  return { shop, open, signIn, signInEmployee };
}

/** What axe finds; `rules` alone where the rest was seen already. */
async function faults(page: Page, rules?: string[]): Promise<string[]> {
  await page.locator('h1').first().waitFor(); // a screen that is still being fetched has nothing to look at
  await page.evaluate(`if (!window.axe) { ${axe.source} }`);
  return page.evaluate(async only => {
    const run = (window as unknown as { axe: typeof axe }).axe.run;
    // Of colours that the system forces axe sees the pages' own for texts.
    const areForced = matchMedia('(forced-colors: active)').matches;
    const { violations } = await run(document, {
      resultTypes: ['violations'],
      ...(only
        ? { runOnly: { type: 'rule', values: only.filter(rule => !areForced || rule !== 'color-contrast') } }
        : { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
      rules: { 'color-contrast': { enabled: !areForced } }
    });
    return violations.map(
      one =>
        `${one.id}: ${one.nodes.map(node => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`).join('; ')}`
    );
  }, rules);
}

/** A stop: axe finds nothing, the page is not wider than the screen, and there is one h1. */
export async function look(page: Page): Promise<void> {
  expect(await faults(page), page.url()).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${page.url()} is too wide`).toBeLessThanOrEqual(0);
  expect(await page.locator('h1').count(), `h1 of ${page.url()}`).toBe(1);
}

/** A stop in both themes, which differ in colours alone. */
export async function lookTwice(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await faults(page, ['color-contrast', 'link-in-text-block']), `${page.url()}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await look(page);
}

/** What has the focus, as people would name it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim().replace(/\s+/g, ' ');
  });

/** A photo of the size that phones make, as JPEG bytes, made in the browser. */
export async function photo(page: Page, name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(async text => {
    const canvas = new OffscreenCanvas(2600, 1900);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = '#87a';
    context.fillRect(0, 0, 2600, 1900);
    context.fillStyle = '#fff';
    context.font = '200px sans-serif';
    context.fillText(text, 200, 900);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let binaryText = '';
    for (const byte of bytes) binaryText += String.fromCharCode(byte);
    return btoa(binaryText);
  }, name);
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
}
