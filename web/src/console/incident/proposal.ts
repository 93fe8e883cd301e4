import type { Schema } from '$lib/api/client';
import { t } from '$lib/i18n/index.svelte';
import { centsOf, money } from '$lib/money';

export type Decision = Schema['Decision'];
export const decisions: Decision[] = ['upheld', 'partly_upheld', 'rejected'];
export const remedies: Schema['Remedy'][] = [
  'refund',
  'replacement',
  'repair',
  'price_reduction',
  'goodwill',
  'explanation',
  'none'
];

export const longestReasons = 5_000;
export const longestComment = 2_000;
const mostCents = 100_000_000;

type Values = Record<string, string>;
type Proposal = NonNullable<Schema['Approval']>['proposal'];

/** What the decisions about the points come to: all the same, else in part (the server checks it too). */
export function outcomeOf(list: (Decision | '')[]): Decision | null {
  if (!list.length || list.some(one => !one)) return null;
  return list.every(one => one === list[0]) ? (list[0] as Decision) : 'partly_upheld';
}

/** The values of a form with an answer for each point, as flat fields; `comment` is for who approves. */
export function valuesFor(points: number): Values {
  const values: Values = { remedy: '', comment: '' };
  for (let point = 1; point <= points; point++)
    values[`decision${point}`] = values[`reasons${point}`] = values[`amount${point}`] = '';
  return values;
}

/** The same of a proposal that was returned, to go on with. */
export function valuesOf(proposal: Proposal, points: number): Values {
  const values: Values = { ...valuesFor(points), remedy: proposal.remedy };
  for (const { point, decision, reasons, amount_cents } of proposal.answers) {
    values[`decision${point}`] = decision;
    values[`reasons${point}`] = reasons;
    values[`amount${point}`] = amount_cents ? money(amount_cents) : '';
  }
  return values;
}

export function answersOf(values: Values, points: number): Schema['NewAnswer'][] {
  return Array.from({ length: points }, (_, at) => {
    const amount = centsOf(values[`amount${at + 1}`] ?? '');
    return {
      point: at + 1,
      decision: (values[`decision${at + 1}`] ?? '') as Decision,
      reasons: (values[`reasons${at + 1}`] ?? '').trim(),
      ...(amount === null ? {} : { amount_cents: amount })
    };
  });
}

/** What all points together give; null if no money is given. */
export function totalOf(answers: Schema['NewAnswer'][]): number | null {
  const amounts = answers.flatMap(({ amount_cents }) => amount_cents ?? []);
  return amounts.length ? amounts.reduce((sum, one) => sum + one, 0) : null;
}

/** What is wrong with the fields of one point. */
function faultsOf(values: Values, point: number): Values {
  const faults: Values = {};
  const reasons = (values[`reasons${point}`] ?? '').trim();
  const amount = (values[`amount${point}`] ?? '').trim();
  const cents = centsOf(amount);
  if (!values[`decision${point}`]) faults[`decision${point}`] = t('error.decision.required', { n: point });
  if (!reasons) faults[`reasons${point}`] = t('error.reasons.required', { n: point });
  else if ([...reasons].length > longestReasons) faults[`reasons${point}`] = t('error.reasons.too_long');
  if (amount && cents === null) faults[`amount${point}`] = t('error.amount.malformed', { n: point });
  else if (cents !== null && (cents < 1 || cents > mostCents))
    faults[`amount${point}`] = t('error.amount_cents.out_of_range', { most: money(mostCents) });
  return faults;
}

export function checkProposal(values: Values, points: number): Values {
  let faults: Values = values.remedy ? {} : { remedy: t('error.remedy.required') };
  if ([...(values.comment ?? '').trim()].length > longestComment) faults.comment = t('error.comment.too_long');
  for (let point = 1; point <= points; point++) faults = { ...faults, ...faultsOf(values, point) };
  return faults;
}

/** The form's field that the API means: "/answers/0/amount_cents" is "amount1". */
export const fieldOf = (pointer: string): string =>
  pointer
    .replace(
      /^\/answers\/(\d+)\/(decision|reasons|amount)(_cents)?$/,
      (_, at: string, name: string) => `${name}${+at + 1}`
    )
    .replace(/^\//, '');
