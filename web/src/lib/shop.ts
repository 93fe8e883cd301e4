/** The shop's details, which the server writes into the page. What is not configured is empty. */
const meta = document.querySelector<HTMLMetaElement>('meta[name="shop"]');
const told = (name: string) => {
  const value = meta?.dataset[name] ?? '';
  return value.startsWith('{{') ? '' : value;
};

export const shop = {
  name: told('name') || 'Resuelve',
  email: told('email'),
  phone: told('phone'),
  address: told('address'),
  hours: told('hours'),
  /** The days beside weekends that no term of working days counts, as "2026-12-08". */
  holidays: new Set(told('holidays').split(' ')),
  /** Where the demonstration's sign-ins are; empty outside it. */
  demo: told('demo')
};
