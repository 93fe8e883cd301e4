import { afterEach, expect, it, vi } from 'vitest';
import { IncidentView } from './view.svelte';

afterEach(() => vi.unstubAllGlobals());

/** Answers nothing until it is told to; keeps what was asked for. */
function slowServer(files: number) {
  const waiting: (() => void)[] = [];
  const asked: string[] = [];
  const answers: Record<string, unknown> = {
    '': { id: 'a', version: 1, attachments: files },
    '/timeline': { items: [], next_cursor: null },
    '/attachments': { items: Array.from({ length: files }, () => ({})), next_cursor: null }
  };
  vi.stubGlobal('fetch', (request: Request) => {
    const what = new URL(request.url).pathname.replace('/api/v1/incidents/7K3Q-9XTM-2H4Z', '');
    asked.push(what);
    return new Promise<Response>(resolve => waiting.push(() => resolve(Response.json(answers[what]))));
  });
  return {
    asked,
    answer: () => waiting.splice(0).forEach(one => one())
  };
}

it('asks for all that there is of an incident at once', async () => {
  const server = slowServer(2);
  const view = new IncidentView('7K3Q-9XTM-2H4Z');
  const loaded = view.load();
  await vi.waitFor(() => expect([...server.asked].sort()).toEqual(['', '/attachments', '/timeline']));
  server.answer();
  await loaded;
  expect(view.incident).toMatchObject({ id: 'a' });
  expect(view.attachments).toHaveLength(2);
  expect(server.asked).toHaveLength(3);
});

it('does not ask again for files where there are none', async () => {
  const server = slowServer(0);
  const view = new IncidentView('7K3Q-9XTM-2H4Z');
  const loaded = view.load();
  await vi.waitFor(() => expect(server.asked).toHaveLength(3));
  server.answer();
  await loaded;
  const refreshed = view.refresh();
  await vi.waitFor(() => expect(server.asked.slice(3).sort()).toEqual(['', '/timeline']));
  server.answer();
  await refreshed;
});
