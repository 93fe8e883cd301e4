/** What this device keeps of the person's habits. */
export const densities = ['compact', 'normal', 'wide'] as const;
export type Density = (typeof densities)[number];

const rowHeights: Record<Density, number> = { compact: 32, normal: 40, wide: 48 };
const name = 'resuelve_console';

interface Stored {
  density: Density;
  shortcuts: boolean;
  folded: boolean;
}
const usual: Stored = { density: 'normal', shortcuts: true, folded: false };

function read(): Stored {
  try {
    const stored = JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Stored>;
    const density = densities.find(one => one === stored.density) ?? usual.density;
    return { density, shortcuts: stored.shortcuts ?? usual.shortcuts, folded: stored.folded ?? usual.folded };
  } catch {
    return usual;
  }
}

class Settings {
  #stored = $state<Stored>(read());

  get density(): Density {
    return this.#stored.density;
  }
  get rowHeight(): number {
    return rowHeights[this.density];
  }
  get shortcuts(): boolean {
    return this.#stored.shortcuts;
  }
  /** Whether the navigation shows icons alone. */
  get folded(): boolean {
    return this.#stored.folded;
  }

  change(next: Partial<Stored>): void {
    Object.assign(this.#stored, next);
    localStorage.setItem(name, JSON.stringify(this.#stored));
  }
}

export const settings = new Settings();
