/** What can be written, to whom, and the act that it is. */
export interface Mode {
  name: 'reply' | 'note' | 'ask' | 'completion' | 'third';
  act: string;
  /** Whether the customer reads it: its field looks different, and its button names the reader. */
  toCustomer: boolean;
}

export const modes: Mode[] = [
  { name: 'reply', act: 'answer', toCustomer: true },
  { name: 'note', act: 'note', toCustomer: false },
  { name: 'ask', act: 'ask', toCustomer: true },
  { name: 'completion', act: 'request_completion', toCustomer: true },
  { name: 'third', act: 'wait_for_third_party', toCustomer: false }
];
