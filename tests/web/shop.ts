import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from './until';

const binary = resolve(
  process.env.RESUELVE_BINARY ?? join(import.meta.dirname, '../../build/release/src/app/resuelve')
);

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
