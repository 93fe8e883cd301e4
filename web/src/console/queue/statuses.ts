import type { Status } from '$lib/states';

export const toBeAnswered: Status[] = ['registered', 'in_progress', 'awaiting_third_party'];
/** Where the law's time to answer passes. */
export const clockRuns: Status[] = [...toBeAnswered, 'awaiting_customer'];
export const waiting: Status[] = [
  'awaiting_customer',
  'awaiting_completion',
  'awaiting_third_party',
  'resolution_proposed'
];
export const openStatuses: Status[] = [
  'registered',
  'in_progress',
  'awaiting_customer',
  'awaiting_completion',
  'awaiting_third_party',
  'resolution_proposed'
];
export const allStatuses: Status[] = [...openStatuses, 'closed'];
