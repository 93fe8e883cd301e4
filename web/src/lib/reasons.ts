/** A reason of the shop's catalogue. Lists have each before those below it, siblings in their order. */
export interface Reason {
  id: string;
  parent: string | null;
  names: { es: string; [language: string]: string };
}

export const nameIn = (reason: Reason, language: string): string => reason.names[language] ?? reason.names.es;

/** The reason and all above it, the first level first. */
export function lineOf<R extends Reason>(id: string | null, all: R[]): R[] {
  const reason = all.find(one => one.id === id);
  return reason ? [...lineOf(reason.parent, all), reason] : [];
}

/** Those below a reason, at any level. */
export const below = <R extends Reason>(id: string, all: R[]): R[] =>
  all.filter(one => one.id !== id && lineOf(one.id, all).some(above => above.id === id));

/** "Entrega › Llega tarde"; from a level on, for where the first ones are clear. */
export const pathText = (id: string, all: Reason[], language: string, from = 0): string =>
  lineOf(id, all)
    .slice(from)
    .map(one => nameIn(one, language))
    .join(' › ');
