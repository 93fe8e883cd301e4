import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chosen, ServerDraft, type Own } from './drafts.svelte';

describe('which text is shown', () => {
  const at = '2026-11-28T10:00:00.000Z';
  const own = (more: Partial<Own> = {}): Own => ({
    body: 'mine',
    at: Date.parse(at) + 60_000,
    base: null,
    saved: false,
    ...more
  });

  it('is the only one that there is', () => {
    expect(chosen(null, { body: 'there', at })).toEqual({ body: 'there', from: 'server', other: null });
    expect(chosen(own(), { body: '', at: null })).toEqual({ body: 'mine', from: 'device', other: null });
    expect(chosen(own({ body: 'there' }), { body: 'there', at }).other).toBeNull();
  });
  it('is the newer one, and the other is offered', () => {
    expect(chosen(own(), { body: 'there', at })).toEqual({ body: 'mine', from: 'device', other: 'there' });
    const older = own({ at: Date.parse(at) - 60_000 });
    expect(chosen(older, { body: 'there', at })).toEqual({ body: 'there', from: 'server', other: 'mine' });
  });
  it('does not offer an earlier state of the same text', () => {
    // Written on after the server had it, whatever the clocks say.
    expect(chosen(own({ base: at, at: 0 }), { body: 'there', at })).toEqual({
      body: 'mine',
      from: 'device',
      other: null
    });
    // The other browser wrote on what this one had saved.
    const saved = own({ base: '2026-11-28T09:00:00.000Z', saved: true });
    expect(chosen(saved, { body: 'there', at })).toEqual({ body: 'there', from: 'server', other: null });
  });
  it('is none once it was sent elsewhere, but what was written here since stays', () => {
    expect(chosen(own({ base: at, saved: true }), { body: '', at: null })).toEqual({
      body: '',
      from: 'server',
      other: 'mine'
    });
    expect(chosen(own({ base: at }), { body: '', at: null }).body).toBe('mine');
  });
});

describe('a draft on the server', () => {
  let requests: { method: string; body: unknown }[];
  let answer: () => Response;
  beforeEach(() => {
    vi.useFakeTimers();
    requests = [];
    answer = () => Response.json({ reply: 'x', note: '', last_entry: 1, updated_at: 'then' });
    vi.stubGlobal('fetch', async (request: Request) => {
      requests.push({ method: request.method, body: request.method === 'PUT' ? await request.json() : null });
      return answer();
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is saved after a pause of two seconds, both texts at once', async () => {
    const draft = new ServerDraft('K');
    draft.write('reply', 'a', 3);
    await vi.advanceTimersByTimeAsync(1_500);
    draft.write('note', 'b', 4);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(requests).toEqual([]);
    await vi.advanceTimersByTimeAsync(600);
    expect(requests).toEqual([{ method: 'PUT', body: { reply: 'a', note: 'b', last_entry: 4 } }]);
    expect(draft.state).toBe('saved');
  });

  it('is saved now and then while somebody writes without a pause', async () => {
    const draft = new ServerDraft('K');
    for (let at = 0; at < 10; at++) {
      draft.write('reply', 'a'.repeat(at + 1), 1);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(requests).toHaveLength(1);
  });

  it('goes when nothing is left of it', async () => {
    const draft = new ServerDraft('K');
    answer = () => Response.json({ type: '/problems/not-found' }, { status: 404 });
    draft.write('reply', '', 1);
    await draft.flush();
    expect(requests.map(one => one.method)).toEqual(['DELETE']);
    expect(draft.state).toBe('idle');
  });

  it('says that it is on the device alone, and tries again', async () => {
    const draft = new ServerDraft('K');
    answer = () => Response.json({ type: '/problems/unavailable' }, { status: 503 });
    draft.write('reply', 'a', 1);
    await draft.flush();
    expect(draft.state).toBe('unsaved');
    answer = () => Response.json({ reply: 'a', note: '', last_entry: 1, updated_at: 'then' });
    draft.retry();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(draft.state).toBe('saved');
  });

  it('does not take an answer for news that is older than what was written meanwhile', async () => {
    const draft = new ServerDraft('K');
    let tell: (answer: Response) => void = () => {};
    vi.stubGlobal('fetch', (request: Request) =>
      request.method === 'GET' ? new Promise<Response>(done => (tell = done)) : Promise.resolve(answer())
    );
    const reading = draft.read();
    await vi.advanceTimersByTimeAsync(0);
    draft.write('reply', 'x', 1);
    await draft.flush();
    tell(Response.json({ reply: 'old', note: '', last_entry: 1, updated_at: 'before' }));
    expect((await reading)?.reply).toBe('x');
  });

  it('does not bring back what was sent, and keeps what was not', async () => {
    const draft = new ServerDraft('K');
    draft.write('reply', 'a', 1);
    draft.write('note', 'b', 1);
    await draft.hold();
    draft.wasSent('reply', 'reply');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(requests).toEqual([{ method: 'PUT', body: { reply: '', note: 'b', last_entry: 1 } }]);
  });
});
