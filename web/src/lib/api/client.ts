import createClient, { type Middleware } from 'openapi-fetch';
import { ApiProblem, problemOf } from './problem';
import type { components, paths } from './schema';

export type Schema = components['schemas'];
export { ApiProblem, isTooOld } from './problem';

/** How requests are signed when cookies are not enough, and how a session is renewed. */
export interface Signer {
  /** A bearer token for this address, if one is needed. */
  bearer(url: URL): string | undefined;
  /** Renews the session; whether the request is worth repeating. `quiet`: nobody is asked to sign in. Throws ApiProblem. */
  renew(url: URL, quiet: boolean): Promise<boolean>;
  /** Told when a session is over for good. */
  ended(): void;
}

let signer: Signer = { bearer: () => undefined, renew: async () => false, ended: () => {} };

export function useSigner(own: Signer): void {
  signer = own;
}

/** Changes by cookie carry a header that other sites' pages cannot send. */
const ours = ['x-requested-with', 'resuelve'] as const;

function signed(request: Request, url: URL): Request {
  const token = signer.bearer(url);
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (!token && !changes) return request;
  const headers = new Headers(request.headers);
  if (changes) headers.set(...ours);
  if (!token) return new Request(request, { headers });
  headers.set('authorization', `Bearer ${token}`);
  return new Request(request, { headers, credentials: 'omit' });
}

/** Whether the session has run out; a wrong password is 401 too, and no renewal helps there. */
async function needsSession(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const { code } = await problemOf(response.clone());
  return code === 'unauthenticated' || code === 'session-expired';
}

/** fetch with our session: renewed once when it has run out. Throws ApiProblem when no answer comes. */
export const send = (request: Request): Promise<Response> => sent(request, false);

/** The same for what nobody waits for: when the session is over, it fails and leaves it to what people do next. */
export const quietly = (request: Request): Promise<Response> => sent(request, true);

async function sent(request: Request, quiet: boolean): Promise<Response> {
  const url = new URL(request.url);
  const again = request.clone();
  let response: Response;
  try {
    response = await fetch(signed(request, url));
    if (!(await needsSession(response)) || url.pathname.includes('/sessions')) return response;
    if (await signer.renew(url, quiet)) response = await fetch(signed(again, url));
    else if (!quiet) signer.ended();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw error instanceof ApiProblem ? error : new ApiProblem(0); // a renewal says why it could not be done
  }
  return response;
}

const client = createClient<paths>({ baseUrl: location.origin, fetch: send });
const throwing: Middleware = {
  async onResponse({ response }) {
    if (!response.ok && response.status !== 304) throw await problemOf(response);
    return undefined;
  }
};
client.use(throwing);

/** The typed API. Every call throws ApiProblem unless it succeeds, so `data` is there. */
export const api = client;

/** The data of a successful answer. */
export async function data<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** Sends a file with progress, which fetch cannot tell. */
export function upload(
  url: string,
  file: Blob,
  key: string,
  progress: (share: number) => void,
  signal?: AbortSignal
): Promise<Schema['Attachment']> {
  const attempt = () =>
    new Promise<{ status: number; text: string; retryAfter?: number }>((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', url);
      request.setRequestHeader('content-type', file.type || 'application/octet-stream');
      request.setRequestHeader('idempotency-key', key);
      request.setRequestHeader(...ours);
      const token = signer.bearer(new URL(url, location.origin));
      if (token) request.setRequestHeader('authorization', `Bearer ${token}`);
      request.upload.onprogress = event => event.lengthComputable && progress(event.loaded / event.total);
      request.onload = () =>
        resolve({
          status: request.status,
          text: request.responseText,
          retryAfter: Number(request.getResponseHeader('retry-after')) || undefined
        });
      request.onerror = () => reject(new ApiProblem(0));
      request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
      signal?.addEventListener('abort', () => request.abort());
      request.send(file);
    });
  return (async () => {
    let answer = await attempt();
    if (answer.status === 401 && (await signer.renew(new URL(url, location.origin), false))) answer = await attempt();
    let body;
    try {
      body = JSON.parse(answer.text);
    } catch {
      body = {};
    }
    if (answer.status >= 400) throw new ApiProblem(answer.status, body, answer.retryAfter);
    return body;
  })();
}

/** A new Idempotency-Key. */
export const newKey = (): string => crypto.randomUUID();
