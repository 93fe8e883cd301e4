import { describe, expect, it } from 'vitest';
import es from '../messages/es.json';
import { badgeOf, mentionOf, wordsOf, type Notice } from './notices';

const notice: Notice = {
  id: '019ac68e-5a10-7c21-9a4b-1f2e3d4c5b6b',
  kind: 'assignment',
  incident_id: '019ac68e-3f20-7d3e-8f4a-5b6c7d8e9f01',
  reference: '7K3M-9QXR-4T2D',
  subject: 'La cafetera no calienta',
  by: { id: '019ac68e-1b2c-7d3e-8f4a-5b6c7d8e9f03', name: 'Eva Ruiz' },
  answer_by: null,
  made_at: '2026-11-27T17:00:00.000Z',
  read_at: null
};

describe('the words of a notice', () => {
  it('say who did it, and are whole without a name', () => {
    for (const kind of ['assignment', 'mention', 'escalation', 'approval_granted', 'approval_returned'] as const) {
      expect(wordsOf({ ...notice, kind })).toBe(`notice.${kind}`);
      expect(es[`notice.${kind}`]).toContain('{name}');
      for (const by of [null, { id: '', name: '' }])
        expect(wordsOf({ ...notice, kind, by })).toBe(`notice.${kind}.nobody`);
      expect(es[`notice.${kind}.nobody`]).not.toContain('{');
    }
  });
  it('say of one that is back no name: nobody brought it back', () => {
    expect(wordsOf({ ...notice, kind: 'snooze_ended', by: null })).toBe('notice.snooze_ended');
    expect(es['notice.snooze_ended']).not.toContain('{');
  });
  it('say until when', () => {
    for (const kind of ['deadline_near', 'deadline_missed'] as const) {
      expect(wordsOf({ ...notice, kind, by: null, answer_by: '2026-12-01T09:00:00.000Z' })).toBe(`notice.${kind}`);
      expect(es[`notice.${kind}`]).toContain('{date}');
    }
  });
});

describe('a mention', () => {
  const employee = (email: string, state = 'active') => ({ email, state });
  it('is what stands before the @ of the address', () => {
    expect(
      mentionOf('Eva.Ruiz@tienda.example', [employee('Eva.Ruiz@tienda.example'), employee('eva@tienda.example')])
    ).toBe('@eva.ruiz');
  });
  it('is the whole address where two have the same before it', () => {
    const shop = [
      employee('eva@tienda.example'),
      employee('eva@otra.example'),
      employee('leo@otra.example', 'disabled')
    ];
    expect(mentionOf('eva@tienda.example', shop)).toBe('@eva@tienda.example');
    expect(mentionOf('leo@tienda.example', [...shop, employee('leo@tienda.example')])).toBe('@leo');
  });
});

describe('the badge', () => {
  it('is nothing without unread ones, and keeps its size', () => {
    expect(badgeOf(0)).toBe('');
    expect(badgeOf(7)).toBe('7');
    expect(badgeOf(100)).toBe('99+');
  });
});
