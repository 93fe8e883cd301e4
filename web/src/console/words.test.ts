import { beforeAll, describe, expect, it } from 'vitest';
import { startLanguage } from '$lib/i18n/index.svelte';
import es from './messages/es.json';
import { clockOf, type Incident } from './words';

beforeAll(() => startLanguage(() => Promise.resolve(es)));

describe('the clock of one that its customer completes', () => {
  const clock = (paused_at: string | null) =>
    clockOf(
      {
        status: 'awaiting_completion',
        deadlines: { answer_by: '2026-12-01T22:59:59.999Z', complete_by: '2026-11-17T22:59:59.999Z', paused_at }
      } as Incident,
      new Date('2026-11-05T09:00:00Z')
    );

  it('says since when it stands, and until when', () => {
    const shown = clock('2026-11-03T12:00:00.000Z');
    expect(shown).toMatchObject({ text: 'En pausa desde el 3 nov', at: '2026-11-03T12:00:00.000Z' });
    expect(shown.then).toMatchObject({ text: 'Completa hasta: 17 nov', at: '2026-11-17T22:59:59.999Z' });
  });

  it('names the days that have a name', () => {
    expect(clock('2026-11-04T23:30:00.000Z').text).toBe('En pausa desde hoy'); // past midnight in the shop
    expect(clock('2026-11-04T12:00:00.000Z').text).toBe('En pausa desde ayer');
  });
});
