import { send } from './api/client';
import { backOff } from './back-off';

/** What the stream tells: never text, only what to read again. `notice.made` is of no incident, and has type and time. */
export interface LiveEvent {
  type: string;
  incident_id: string;
  version: number;
  time: string;
}
export type LiveMessage =
  { kind: 'event'; event: LiveEvent; id?: string } | { kind: 'gap' } | { kind: 'state'; lostSince: number | null };

const silence = 45_000;
const longestLookBack = 86_400;

/** How far a tab has heard, itself or from the tab that reads for all. */
interface Place {
  last?: string;
  at: number;
}

/** Splits server-sent events off a text that grows. */
export function eventsIn(text: string): { events: { id?: string; event?: string; data?: string }[]; rest: string } {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks
    .map(block => {
      const event: Record<string, string> = {};
      for (const line of block.split('\n')) {
        const match = /^(id|event|data): ?(.*)$/.exec(line);
        if (match) event[match[1] as string] = match[2] as string;
      }
      return event;
    })
    .filter(event => Object.keys(event).length);
  return { events, rest };
}

/**
 * One stream per browser profile and account: the tab that holds the lock reads it and shares what it hears. Resumes after
 * the last event, or tells what happened since it was asked to listen: who listens before reading misses nothing. 45 s of
 * silence count as lost; retries after 1, 2, 4 … 30 s with some spread.
 */
export function listen(
  url: string,
  account: string,
  hear: (message: LiveMessage) => void,
  bearer: () => string | undefined = () => undefined
): () => void {
  const stop = new AbortController();
  const channel = new BroadcastChannel(`resuelve-live-${account}`);
  const place: Place = { at: Date.now() };
  const take = (message: LiveMessage) => {
    if (message.kind === 'event' && message.id) place.last = message.id;
    hear(message);
  };
  channel.onmessage = event => take(event.data as LiveMessage);
  const tell = (message: LiveMessage) => {
    take(message);
    channel.postMessage(message);
  };
  const lead = () => readForEver(url, place, tell, stop.signal, bearer);
  if (navigator.locks)
    navigator.locks.request(`resuelve-live-${account}`, { signal: stop.signal }, lead).catch(() => {}); // aborted
  else void lead();
  return () => {
    stop.abort();
    channel.close();
  };
}

function requestFor(url: string, { last, at }: Place, token: string | undefined): Request {
  const address = new URL(url, location.origin);
  const seconds = Math.ceil((Date.now() - at) / 1000);
  if (!last) address.searchParams.set('last_seconds', String(Math.min(Math.max(1, seconds), longestLookBack)));
  return new Request(address, {
    headers: {
      accept: 'text/event-stream',
      ...(last ? { 'last-event-id': last } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {})
    }
  });
}

async function readForEver(
  url: string,
  place: Place,
  tell: (message: LiveMessage) => void,
  stop: AbortSignal,
  bearer: () => string | undefined
): Promise<void> {
  let failures = 0;
  let lostSince: number | null = null;
  while (!stop.aborted) {
    try {
      await readOnce(requestFor(url, place, bearer()), stop, {
        opened() {
          failures = 0;
          if (lostSince !== null) tell({ kind: 'gap' });
          lostSince = null;
          tell({ kind: 'state', lostSince: null });
        },
        heard(id, event, data) {
          if (event === 'gap') tell({ kind: 'gap' });
          else if (data) tell({ kind: 'event', event: JSON.parse(data) as LiveEvent, ...(id ? { id } : {}) });
        },
        alive() {
          place.at = Date.now();
        }
      });
      continue; // the server ends streams after ten minutes
    } catch {
      if (stop.aborted) return;
    }
    lostSince ??= Date.now();
    tell({ kind: 'state', lostSince });
    const wait = backOff(failures++);
    await new Promise(resolve => setTimeout(resolve, wait));
  }
}

interface Hearer {
  opened(): void;
  heard(id: string | undefined, event: string | undefined, data: string | undefined): void;
  /** All until now was heard. */
  alive(): void;
}

async function readOnce(request: Request, stop: AbortSignal, hearer: Hearer): Promise<void> {
  const ours = new AbortController();
  const abort = () => ours.abort();
  stop.addEventListener('abort', abort);
  let watchdog = setTimeout(abort, silence);
  try {
    const response = await send(new Request(request, { signal: ours.signal }));
    if (!response.ok || !response.body) throw new Error(`stream: ${response.status}`);
    hearer.opened();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(watchdog);
      watchdog = setTimeout(abort, silence);
      const { events, rest } = eventsIn(text + value);
      text = rest;
      for (const { id, event, data } of events) hearer.heard(id, event, data);
      if (!text) hearer.alive();
    }
  } finally {
    clearTimeout(watchdog);
    stop.removeEventListener('abort', abort);
  }
}
