import type { Schema } from '$lib/api/client';
import { dayAndTime } from '$lib/i18n/dates';
import type { Entry } from './view.svelte';

type Answer = Schema['Answer'];

export interface Message {
  kind: 'message';
  number: number;
  at: string;
  from: 'customer' | 'employee' | 'note';
  author: string;
  text: string;
  /** What the message does besides saying something, as a message key; empty if nothing. */
  heading: string;
  list: string[];
  proposal: { outcome: string; remedy: string; answers: Answer[] } | null;
  erased: boolean;
}
export interface Happening {
  kind: 'event';
  number: number;
  at: string;
  key: string;
  values: Record<string, string | number>;
  /** A reason that was given, or nothing. */
  text: string;
}
export type Part = Message | Happening;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(one => typeof one === 'string') : []);
const member = (value: unknown, name: string): string =>
  value && typeof value === 'object' ? text((value as Record<string, unknown>)[name]) : '';

const headings: Record<string, string> = {
  register: 'said.register',
  ask: 'said.ask',
  request_completion: 'said.request_completion',
  complete: 'said.complete',
  wait_for_third_party: 'said.wait_for_third_party',
  refuse: 'said.refuse',
  reopen: 'said.reopen',
  propose: 'said.propose',
  request_approval: 'said.request_approval'
};
/** Acts whose message says it all: the change of status that comes with it is not told a second time. */
const told = new Set([
  'register',
  'reply',
  'answer',
  'ask',
  'request_completion',
  'wait_for_third_party',
  'complete',
  'propose',
  'attach',
  'take' // told by the assignment that comes with it
]);
/** Acts of people who explain themselves: their words are read as a message. */
const explained = new Set(['refuse', 'reopen']);

type Body = Record<string, unknown>;
type TeamName = (id: string) => string | undefined;

/** What customers never read looks like nothing that they do. */
const isInternal = (entry: Entry, act: string): boolean => entry.kind === 'note' || act === 'request_approval';

function messageOf(entry: Entry, body: Body): Message {
  const act = text(body.act);
  const customer = entry.author.role === 'customer';
  return {
    kind: 'message',
    number: entry.number,
    at: entry.at,
    from: isInternal(entry, act) ? 'note' : customer ? 'customer' : 'employee',
    author: entry.author.name,
    text: text(body.text),
    heading: body.person_requested ? 'said.person' : (headings[act] ?? ''),
    list: act === 'register' ? texts(body.points) : texts(body.missing),
    proposal:
      entry.kind === 'resolution'
        ? {
            outcome: text(body.outcome),
            remedy: text(body.remedy),
            answers: (Array.isArray(body.answers) ? body.answers : []) as Answer[]
          }
        : null,
    erased: entry.erased
  };
}

function assignmentOf(body: Body, teamName: TeamName): { key: string; values: Record<string, string> } {
  const act = text(body.act);
  const to = text(body.assignee_name);
  const team = text(body.team_name) || (teamName(text(body.team_id)) ?? '…');
  if (act === 'take') return { key: 'event.take', values: {} };
  if ('assignee_id' in body)
    return body.assignee_id ? { key: 'event.assign', values: { to } } : { key: 'event.unassign', values: {} };
  return body.team_id ? { key: 'event.team', values: { team } } : { key: 'event.no_team', values: {} };
}

/** The moments of an act that puts an incident out of the queues, or back in them. */
function snoozeOf(body: Body): { key: string; values: Record<string, string> } {
  const { snoozed_until } = (body.changes ?? {}) as Record<string, unknown>;
  const to = member(snoozed_until, 'to');
  if (body.act === 'wake') return { key: 'event.wake', values: {} };
  return to ? { key: 'event.snooze', values: { when: dayAndTime(to) } } : { key: 'event.snooze_ended', values: {} };
}

function changesOf(body: Body): string {
  const changes = body.changes;
  return changes && typeof changes === 'object' ? Object.keys(changes).join(' ') : '';
}

function eventOf(entry: Entry, body: Body, teamName: TeamName): Happening | null {
  const act = text(body.act);
  const base = { kind: 'event' as const, number: entry.number, at: entry.at, text: text(body.text) };
  const name = entry.author.name;
  if (entry.kind === 'assignment') {
    const { key, values } = assignmentOf(body, teamName);
    return { ...base, key, values: { name, ...values } };
  }
  if (entry.kind === 'notification') {
    if (act === 'warn')
      return { ...base, key: 'event.warn', values: { percent: typeof body.percent === 'number' ? body.percent : 0 } };
    if (act === 'remind') return { ...base, key: 'event.remind', values: {} };
    return { ...base, key: 'event.mail', values: { delivery: text(body.delivery) || 'sent', what: text(body.what) } };
  }
  if (entry.kind === 'change' && body.score)
    return { ...base, key: 'event.rate', values: { name, score: Number(body.score) } };
  if (entry.kind === 'change' && body.merged)
    return { ...base, key: 'event.merged', values: { name, reference: member(body.merged, 'reference') } };
  if (entry.kind === 'change' && changesOf(body) === 'approval')
    return { ...base, key: 'event.approval_dropped', values: {} };
  if (entry.kind === 'change' && (act === 'snooze' || act === 'wake')) {
    const { key, values } = snoozeOf(body);
    return { ...base, key, values: { name, who: entry.author.role, ...values } };
  }
  if (entry.kind === 'change' && act === 'change') {
    const [field = ''] = changesOf(body).split(' ');
    return { ...base, key: 'event.change', values: { name, field } };
  }
  if (told.has(act)) return null;
  return {
    ...base,
    key: `event.${act}`,
    values: { name, who: entry.author.role, reference: member(body.into, 'reference') }
  };
}

/** The timeline as people read it: what was said, and a line for each thing that happened between. */
export function partsOf(entries: Entry[], teamName: TeamName = () => undefined): Part[] {
  return entries.flatMap((entry): Part[] => {
    const body = (entry.body ?? {}) as Body;
    const speaks =
      entry.kind === 'message' ||
      entry.kind === 'note' ||
      entry.kind === 'resolution' ||
      (entry.kind === 'transition' && explained.has(text(body.act)) && text(body.text) !== '');
    if (speaks) return [messageOf(entry, body)];
    const event = eventOf(entry, body, teamName);
    return event ? [event] : [];
  });
}
