/** The reasons that the portal offers, and those that employees add (the API keeps them as plain words). */
export const categories = [
  'defect',
  'damage',
  'delivery',
  'accessories',
  'undue_charge',
  'refund',
  'invoice',
  'guarantee',
  'service',
  'instructions',
  'other'
];
