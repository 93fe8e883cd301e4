import type { Page } from 'playwright-core';
import type { Api } from './shop';

const page = 100;

/** Has the browser see a queue of so many incidents, made from one of the demonstration. */
export async function longQueue(browser: Page, api: Api, count: number): Promise<void> {
  const model = (await api.get('/incidents?limit=1')).items[0];
  await browser.route(
    url => url.pathname === '/api/v1/incidents',
    route => {
      const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
      const items = Array.from({ length: Math.min(page, count - from) }, (_, at) => ({
        ...model,
        id: `0193a1b2-0000-7000-8000-${String(from + at).padStart(12, '0')}`,
        subject: `Incidencia ${from + at + 1} de la cola`
      }));
      const next = from + page < count ? String(from + page) : null;
      return route.fulfill({ json: { items, next_cursor: next } });
    }
  );
}
