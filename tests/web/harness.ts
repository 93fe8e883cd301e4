import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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

const here = import.meta.dirname;
const binary = resolve(process.env.RESUELVE_BINARY ?? join(here, '../../build/release/src/app/resuelve'));

async function freePort(): Promise<number> {
  return new Promise(done => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => done(port));
    });
  });
}

/** Has a program take a moment for now, and go on from there; what it waits for takes as long as ever. */
function clockOf(now: Date): Record<string, string> {
  const library = readdirSync('/usr/lib')
    .map(one => join('/usr/lib', one, 'faketime/libfaketimeMT.so.1'))
    .find(path => existsSync(path));
  if (!library) throw new Error('libfaketime is not there: script/bootstrap --test');
  const ahead = Math.round((now.getTime() - Date.now()) / 1000);
  // The server's own allocator asks for the time before the library can tell it: the system's is taken in its place.
  const preloaded = [library, 'libstdc++.so.6', 'libc.so.6'].join(':');
  return { LD_PRELOAD: preloaded, FAKETIME: `${ahead < 0 ? '' : '+'}${ahead}`, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}

/** A demonstration of our own: its people, its incidents, its mails. */
export class Shop {
  base = '';
  readonly data = mkdtempSync(join(tmpdir(), 'resuelve-web-'));
  #process: ChildProcess | null = null;
  #output = '';
  readonly #host: string;
  #port = 0;

  /** `host`: what browsers reach it by. Passkeys belong to a name, so that they want 'localhost'. */
  constructor(host: '127.0.0.1' | 'localhost' = '127.0.0.1') {
    this.#host = host;
  }

  /** `now`: what its clock says, from where it goes on; the machine's if there is none. */
  async start(now?: Date): Promise<void> {
    if (!existsSync(binary)) throw new Error(`${binary} is not there: set RESUELVE_BINARY, or script/build release`);
    this.#port ||= await freePort();
    this.base = `http://${this.#host}:${this.#port}`;
    const where = ['--listen', `127.0.0.1:${this.#port}`, '--public-url', this.base];
    this.#process = spawn(binary, ['serve', '--demo', '--data', this.data, ...where], {
      stdio: 'pipe',
      env: { ...process.env, ...(now ? clockOf(now) : {}) }
    });
    this.#process.stdout?.on('data', text => (this.#output += text));
    this.#process.stderr?.on('data', text => (this.#output += text));
    await until(async () => {
      if (this.#process?.exitCode !== null) throw new Error(`the server ended: ${this.#output}`);
      return (await fetch(`${this.base}/readyz`).catch(() => null))?.ok ?? false;
    }, 60_000);
  }

  /** Starts again at another time, as if nothing had happened until then. */
  async passTo(now: Date): Promise<void> {
    await this.#end();
    await this.start(now);
  }

  async stop(): Promise<void> {
    await this.#end();
    rmSync(this.data, { recursive: true, force: true });
  }

  async #end(): Promise<void> {
    const server = this.#process;
    if (!server || server.exitCode !== null) return;
    server.kill('SIGTERM');
    await new Promise(done => server.on('exit', done));
  }

  /** Mails to an address, the newest last. */
  mails(to: string): string[] {
    const folder = join(this.data, 'mail');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter(name => name.endsWith('.eml'))
      .sort()
      .map(name => readFileSync(join(folder, name), 'utf8'))
      .filter(mail => mail.toLowerCase().includes(to.toLowerCase()))
      .map(mail => decoded(mail));
  }

  /** The link to a page in the newest mail to an address, once it is there. */
  async mailedLink(to: string, page: string): Promise<string> {
    let link = '';
    await until(() => {
      const found = this.mails(to)
        .map(mail => new RegExp(`https?://[^\\s]+/${page}#\\S+`).exec(mail)?.[0])
        .filter(Boolean);
      link = found.at(-1) ?? '';
      return Promise.resolve(Boolean(link));
    });
    return link;
  }

  /** The API as an employee or customer, for what the journey needs from the other side. */
  async as(kind: 'employees' | 'customers', email: string, password: string): Promise<Api> {
    const answer = await fetch(`${this.base}/api/v1/${kind}/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password })
    });
    const { token } = (await answer.json()) as { token: string };
    return new Api(this.base, token);
  }
  ana = () => this.as('employees', 'ana@casaaurora.example', 'faro-nube-cuchara-7');
  pablo = () => this.as('employees', 'pablo@casaaurora.example', 'faro-nube-cuchara-7');
  admin = () => this.as('employees', 'admin@casaaurora.example', 'faro-nube-cuchara-7');
  lucia = () => this.as('customers', 'lucia@example.com', 'cafetera-rota-2026');
  supervisor = () => this.as('employees', 'supervision@casaaurora.example', 'faro-nube-cuchara-7');

  /** What the shop answers to a claim without an account. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is looked at says what it expects
  async filed(claim: object): Promise<any> {
    const answer = await fetch(`${this.base}/api/v1/claims`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(claim)
    });
    return answer.json();
  }

  /** The reference of an incident that Lucía opens. */
  async opened(subject: string, more: object = {}): Promise<string> {
    const customer = await this.lucia();
    const body = { subject, description: 'Una descripción de lo que pasa.', points: [], ...more };
    return (await customer.post('/my/incidents', body)).reference;
  }
}

/** Quoted-printable and base64 bodies as text: enough for the mails that we write. */
function decoded(mail: string): string {
  const [head = '', ...rest] = mail.split(/\r?\n\r?\n/);
  const body = rest.join('\n\n');
  if (/content-transfer-encoding:\s*base64/i.test(head)) return head + '\n\n' + Buffer.from(body, 'base64').toString();
  if (!/quoted-printable/i.test(mail)) return mail;
  const bytes = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return head + '\n\n' + Buffer.from(bytes, 'latin1').toString('utf8');
}

export class Api {
  readonly #base: string;
  readonly #token: string;
  constructor(base: string, token: string) {
    this.#base = base;
    this.#token = token;
  }
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is looked at says what it expects
  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<any> {
    const answer = await fetch(`${this.#base}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  }
  get = (path: string) => this.call('GET', path);
  post = (path: string, body: unknown = {}) => this.call('POST', path, body);

  /** Proposes to settle an incident: an answer for each point. */
  async propose(
    reference: string,
    decisions: string[],
    reasons = 'Lo hemos comprobado y está en garantía.'
  ): Promise<void> {
    const incident = await this.get(`/incidents/${reference}`);
    if (incident.status === 'registered') await this.post(`/incidents/${reference}/take`);
    const { version } = await this.get(`/incidents/${reference}`);
    const outcome = decisions.every(one => one === decisions[0]) ? decisions[0] : 'partly_upheld';
    await this.call(
      'POST',
      `/incidents/${reference}/resolution`,
      {
        outcome,
        remedy: 'replacement',
        answers: decisions.map((decision, at) => ({ point: at + 1, decision, reasons }))
      },
      { 'if-match': `"${version}"` }
    );
  }
}

/** Waits until something holds, at most `most` milliseconds. */
export async function until(holds: () => Promise<boolean>, most = 20_000): Promise<void> {
  const end = Date.now() + most;
  while (Date.now() < end) {
    if (await holds()) return;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error('waited in vain');
}

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
