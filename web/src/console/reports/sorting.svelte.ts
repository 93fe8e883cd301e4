import { language } from '$lib/i18n/index.svelte';

/** The order of a table's rows by one of its columns, which its heads choose; as they come until somebody does. */
export class Sorting<Row, By extends string> {
  #chosen = $state.raw<{ by: By; up: boolean } | null>(null);
  readonly #values: Record<By, (row: Row) => string | number>;

  constructor(values: Record<By, (row: Row) => string | number>) {
    this.#values = values;
  }

  /** Names begin with the first, numbers with the most; once more turns it round. */
  press(by: By, isNumber: boolean): void {
    this.#chosen = { by, up: this.#chosen?.by === by ? !this.#chosen.up : !isNumber };
  }

  clear(): void {
    this.#chosen = null;
  }

  /** As `aria-sort` says it. */
  of(by: By): 'ascending' | 'descending' | undefined {
    if (this.#chosen?.by !== by) return undefined;
    return this.#chosen.up ? 'ascending' : 'descending';
  }

  sorted(rows: Row[]): Row[] {
    const order = this.#chosen;
    if (!order) return rows;
    const value = this.#values[order.by];
    const compare = (one: string | number, other: string | number) =>
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : String(one).localeCompare(String(other), language());
    return [...rows].sort((a, b) => (order.up ? 1 : -1) * compare(value(a), value(b)));
  }
}
