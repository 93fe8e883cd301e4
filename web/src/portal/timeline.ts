import type { Values } from '$lib/i18n/format';
import type { Entry } from './incident.svelte';

export type Part =
  | {
      kind: 'message';
      number: number;
      at: string;
      from: 'customer' | 'employee';
      author: string;
      text: string;
      heading: string;
      list: string[];
      /** Whether the list is what the customer asks for. */
      asks: boolean;
      erased: boolean;
    }
  | { kind: 'event'; number: number; at: string; key: string; values: Values; other?: string };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(one => typeof one === 'string') : []);

/** The reference of the incident that this one was merged with. */
const otherOf = ({ into, merged }: Record<string, unknown>): string =>
  text(((into ?? merged ?? {}) as Record<string, unknown>).reference);

/** Acts whose message says it all: their transition is not told a second time. */
const told = new Set([
  'register',
  'reply',
  'answer',
  'ask',
  'request_completion',
  'complete',
  'propose',
  'refuse',
  'attach'
]);
/** Transitions that customers are told in a line of their own. */
const lines = new Set([
  'take',
  'wait_for_third_party',
  'accept',
  'withdraw',
  'reopen',
  'merge',
  'undo_merge',
  'close_unanswered',
  'close_lapsed',
  'mark_spam',
  'rate',
  'request_person',
  'escalate'
]);

/** What a person reads of the timeline: messages, and one line for each thing that happened between them. */
export function partsOf(entries: Entry[]): Part[] {
  return entries.flatMap((entry): Part[] => {
    const body = (entry.body ?? {}) as Record<string, unknown>;
    const act = text(body.act);
    const base = { number: entry.number, at: entry.at };
    if (entry.kind === 'resolution')
      return [{ ...base, kind: 'event', key: 'event.propose', values: { name: entry.author.name } }];
    const said = entry.kind === 'transition' && (act === 'refuse' || act === 'reopen') && text(body.text) !== '';
    // Files alone are told as what they are: something that somebody sent.
    if (entry.kind === 'message' || entry.kind === 'attachment' || said) {
      const heading =
        act === 'request_completion'
          ? 'conversation.completion'
          : act === 'refuse'
            ? 'conversation.refusal'
            : act === 'reopen' && entry.author.role === 'customer'
              ? 'conversation.reopening'
              : act === 'ask'
                ? 'conversation.question'
                : '';
      return [
        {
          ...base,
          kind: 'message',
          from: entry.author.role === 'customer' ? 'customer' : 'employee',
          author: entry.author.name,
          text: text(body.text) || text(body.reason),
          heading,
          list: act === 'register' ? texts(body.points) : texts(body.missing),
          asks: act === 'register',
          erased: entry.erased
        }
      ];
    }
    if (body.person_requested)
      return [{ ...base, kind: 'event', key: 'event.request_person', values: { name: entry.author.name } }];
    if ((entry.kind === 'transition' || entry.kind === 'change') && lines.has(act) && !told.has(act))
      return [
        {
          ...base,
          kind: 'event',
          key: act === 'merge' && body.merged ? 'event.receive_merge' : `event.${act}`,
          values: { name: entry.author.name, who: entry.author.role },
          ...(otherOf(body) ? { other: otherOf(body) } : {})
        }
      ];
    if (entry.kind === 'notification' && act === 'remind')
      return [{ ...base, kind: 'event', key: 'event.remind', values: {} }];
    return [];
  });
}
