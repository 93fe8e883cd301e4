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
  { kind: 'event'; event: LiveEvent } | { kind: 'gap' } | { kind: 'state'; lostSince: number | null };

const silence = 45_000;

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
 * the last event; 45 s of silence count as lost; retries after 1, 2, 4 … 30 s with some spread.
 */
export function listen(
  url: string,
  account: string,
  hear: (message: LiveMessage) => void,
  bearer: () => string | undefined = () => undefined
): () => void {
  const stop = new AbortController();
  const channel = new BroadcastChannel(`resuelve-live-${account}`);
  channel.onmessage = event => hear(event.data as LiveMessage);
  const tell = (message: LiveMessage) => {
    hear(message);
    channel.postMessage(message);
  };
  const lead = () => readForEver(url, tell, stop.signal, bearer);
  if (navigator.locks)
    navigator.locks.request(`resuelve-live-${account}`, { signal: stop.signal }, lead).catch(() => {}); // aborted
  else void lead();
  return () => {
    stop.abort();
    channel.close();
  };
}

function headersFor(last: string | undefined, token: string | undefined): Record<string, string> {
  return {
    accept: 'text/event-stream',
    ...(last ? { 'last-event-id': last } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {})
  };
}

async function readForEver(
  url: string,
  tell: (message: LiveMessage) => void,
  stop: AbortSignal,
  bearer: () => string | undefined
): Promise<void> {
  let last: string | undefined;
  let failures = 0;
  let lostSince: number | null = null;
  while (!stop.aborted) {
    try {
      await readOnce(url, headersFor(last, bearer()), stop, {
        opened() {
          failures = 0;
          if (lostSince !== null) tell({ kind: 'gap' });
          lostSince = null;
          tell({ kind: 'state', lostSince: null });
        },
        heard(id, event, data) {
          if (id) last = id;
          if (event === 'gap') tell({ kind: 'gap' });
          else if (data) tell({ kind: 'event', event: JSON.parse(data) as LiveEvent });
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
}

async function readOnce(
  url: string,
  headers: Record<string, string>,
  stop: AbortSignal,
  hearer: Hearer
): Promise<void> {
  const ours = new AbortController();
  const abort = () => ours.abort();
  stop.addEventListener('abort', abort);
  let watchdog = setTimeout(abort, silence);
  try {
    const response = await send(new Request(new URL(url, location.origin), { headers, signal: ours.signal }));
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
    }
  } finally {
    clearTimeout(watchdog);
    stop.removeEventListener('abort', abort);
  }
}
