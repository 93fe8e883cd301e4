import type { Schema } from '$lib/api/client';

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

/** What the decisions about the points come to: all the same, else in part (the server checks it too). */
export function outcomeOf(list: (Decision | '')[]): Decision | null {
  if (!list.length || list.some(one => !one)) return null;
  return list.every(one => one === list[0]) ? (list[0] as Decision) : 'partly_upheld';
}

/** The values of a form with an answer for each point, as flat fields. */
export function valuesFor(points: number): Record<string, string> {
  const values: Record<string, string> = { remedy: '' };
  for (let point = 1; point <= points; point++) values[`decision${point}`] = values[`reasons${point}`] = '';
  return values;
}

export function answersOf(values: Record<string, string>, points: number): Schema['Answer'][] {
  return Array.from({ length: points }, (_, at) => ({
    point: at + 1,
    decision: (values[`decision${at + 1}`] ?? '') as Decision,
    reasons: (values[`reasons${at + 1}`] ?? '').trim()
  }));
}
