import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerForm } from './server-form.svelte';

describe('a form of an act on the server', () => {
  let requests: { method: string; path: string; body: unknown }[];
  let answer: () => Response;
  beforeEach(() => {
    vi.useFakeTimers();
    requests = [];
    answer = () => Response.json({ form: { body: 'x' }, last_entry: 1, updated_at: 'then' });
    vi.stubGlobal('fetch', async (request: Request) => {
      const body = request.method === 'PUT' ? await request.json() : null;
      requests.push({ method: request.method, path: new URL(request.url).pathname, body });
      return answer();
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is saved after a pause, whole', async () => {
    const form = new ServerForm('K', 'resolution');
    form.write({ reasons1: 'a' }, 2);
    await vi.advanceTimersByTimeAsync(1_500);
    form.write({ reasons1: 'ab' }, 3);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(requests).toEqual([]);
    await vi.advanceTimersByTimeAsync(600);
    const path = '/api/v1/incidents/K/drafts/me/resolution';
    expect(requests).toEqual([{ method: 'PUT', path, body: { form: { reasons1: 'ab' }, last_entry: 3 } }]);
    expect(form.state).toBe('saved');
  });

  it('goes when it is empty again', async () => {
    const form = new ServerForm('K', 'third-party-wait');
    answer = () => Response.json({ type: '/problems/not-found' }, { status: 404 });
    form.write(null, 1);
    await form.flush();
    expect(requests.map(one => one.method)).toEqual(['DELETE']);
    expect(form.state).toBe('idle');
  });

  it('does not arrive after its act, and is kept again if that failed', async () => {
    const form = new ServerForm('K', 'resolution');
    form.write({ reasons1: 'a' }, 1);
    await form.hold();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(requests).toEqual([]);
    form.wasNotSent();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(requests.map(one => one.method)).toEqual(['PUT']);
  });

  it('says that it is on the device alone, and tries again', async () => {
    const form = new ServerForm('K', 'resolution');
    answer = () => Response.json({ type: '/problems/unavailable' }, { status: 503 });
    form.write({ reasons1: 'a' }, 1);
    await form.flush();
    expect(form.state).toBe('unsaved');
    answer = () => Response.json({ form: { reasons1: 'a' }, last_entry: 1, updated_at: 'then' });
    form.retry();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(form.state).toBe('saved');
  });
});
