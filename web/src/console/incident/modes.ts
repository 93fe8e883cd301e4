import type { DraftName } from './drafts.svelte';
import type { DraftedAct } from './server-form.svelte';

/** What can be written, to whom, and the act that it is. */
export interface Mode {
  name: 'reply' | 'note' | 'ask' | 'completion' | 'third';
  act: string;
  /** Whether the customer reads it: its field looks different, and its button names the reader. */
  toCustomer: boolean;
  /** Which of the server's drafts it is. */
  draft?: DraftName;
  /** Or which act's form. */
  form?: DraftedAct;
  /** Which of them the server removes when this is sent. */
  clears?: DraftName;
}

export const modes: Mode[] = [
  { name: 'reply', act: 'answer', toCustomer: true, draft: 'reply', clears: 'reply' },
  { name: 'note', act: 'note', toCustomer: false, draft: 'note', clears: 'note' },
  { name: 'ask', act: 'ask', toCustomer: true, form: 'information-request', clears: 'reply' },
  { name: 'completion', act: 'request_completion', toCustomer: true, form: 'completion-request', clears: 'reply' },
  { name: 'third', act: 'wait_for_third_party', toCustomer: false, form: 'third-party-wait' }
];
