import { describe, expect, it } from 'vitest';
import { badgeOf, wordsOf, type Notice } from './notices';

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
  it('say who did it', () => {
    expect(wordsOf(notice)).toContain('Eva Ruiz');
    expect(wordsOf({ ...notice, kind: 'mention' })).toContain('Eva Ruiz');
  });
  it('are whole without a name', () => {
    expect(wordsOf({ ...notice, by: null })).toBe('Te han asignado esta incidencia');
    expect(wordsOf({ ...notice, kind: 'escalation', by: { id: '', name: '' } })).toBe('Se ha escalado esta incidencia');
  });
  it('say until when', () => {
    const due = { ...notice, by: null, answer_by: '2026-12-01T09:00:00.000Z' };
    expect(wordsOf({ ...due, kind: 'deadline_near' })).toContain('10:00');
    expect(wordsOf({ ...due, kind: 'deadline_missed' })).toContain('10:00');
  });
});

describe('the badge', () => {
  it('is nothing without unread ones, and keeps its size', () => {
    expect(badgeOf(0)).toBe('');
    expect(badgeOf(7)).toBe('7');
    expect(badgeOf(100)).toBe('99+');
  });
});
