import { api, ApiProblem, data, type Schema } from '$lib/api/client';
import { chooseLanguage, language, type Language } from '$lib/i18n/index.svelte';
import { chooseTheme, theme } from '$lib/theme';
import { shortcutOf } from './shortcuts';

export const densities = ['compact', 'normal', 'wide'] as const;
export type Density = (typeof densities)[number];
export type Preferences = Schema['Preferences'];
/** What the person chooses, without what the server adds. */
export type Choice = Omit<Preferences, 'version' | 'updated_at'>;

const rowHeights: Record<Density, number> = { compact: 32, normal: 40, wide: 48 };
const name = 'resuelve_console';

/** The languages that the console's words exist in. */
export const consoleLanguages = { es: 'Español', en: 'English' };
const spoken = (wanted: string): Language => (wanted in consoleLanguages ? (wanted as Language) : 'es');

/** What this browser keeps to paint the first time, before the server has told; and what is folded. */
interface Copy {
  account: string;
  density: Density;
  shortcuts: boolean;
  keys: Record<string, string>;
  folded: boolean;
  sideFolded: boolean;
}
const usual: Copy = {
  account: '',
  density: 'normal',
  shortcuts: true,
  keys: {},
  folded: false,
  sideFolded: false
};

function read(): Copy {
  try {
    const stored = JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Copy>;
    return { ...usual, ...stored, density: densities.find(one => one === stored.density) ?? usual.density };
  } catch {
    return { ...usual };
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What was chosen here on top of what another browser chose meanwhile. */
export function combined(base: Choice, mine: Choice, theirs: Choice): Choice {
  const names = Object.keys(mine) as (keyof Choice)[];
  return Object.fromEntries(
    names.map(one => [one, same(base[one], mine[one]) ? theirs[one] : mine[one]])
  ) as unknown as Choice;
}

export const choiceOf = ({ theme: look, density, language: words, shortcuts, signature, away, sound }: Choice) => ({
  theme: look,
  density,
  language: words,
  shortcuts,
  signature,
  away,
  sound
});

/** How the person wants the console. The server keeps it, so that every browser of theirs has it from signing in on. */
class Settings {
  #copy = $state<Copy>(read());
  /** As the server has it; null until that is known. */
  stored = $state.raw<Preferences | null>(null);
  problem = $state.raw<unknown>(null);
  #ownLanguage: string = 'es';

  get density(): Density {
    return this.#copy.density;
  }
  get rowHeight(): number {
    return rowHeights[this.density];
  }
  /** Whether single keys do something. */
  get shortcuts(): boolean {
    return this.#copy.shortcuts;
  }
  keysOf(id: string): string | undefined {
    return this.#copy.keys[id] ?? shortcutOf(id).keys;
  }
  get sound(): boolean {
    return this.stored?.sound ?? false;
  }
  get signature(): string {
    return this.stored?.signature ?? '';
  }
  /** Not working now, if so until when and why. */
  away(now: Date): Schema['Away'] | null {
    const away = this.stored?.away ?? null;
    return away?.until && new Date(away.until) <= now ? null : away;
  }
  /** Whether the navigation shows icons alone: a matter of this screen, so it stays here. */
  get folded(): boolean {
    return this.#copy.folded;
  }
  fold(folded: boolean): void {
    this.#keep({ folded });
  }
  /** Whether the panel beside an incident is put away, on this screen too. */
  get sideFolded(): boolean {
    return this.#copy.sideFolded;
  }
  foldSide(sideFolded: boolean): void {
    this.#keep({ sideFolded });
  }

  /** At signing in and at each start. Without an answer the copy of this browser goes on. */
  async load(account: { id: string; language: string }): Promise<void> {
    const { account: before, folded } = this.#copy;
    // Somebody else's habits are no first impression; a copy without a name is from before the server kept them.
    if (before && before !== account.id) this.#keep({ ...usual, folded });
    if (before !== account.id) this.stored = null;
    this.#keep({ account: account.id });
    this.#ownLanguage = account.language;
    this.problem = null;
    try {
      await this.take(await data(api.GET('/api/v1/employees/me/preferences')));
    } catch (problem) {
      this.problem = problem;
    }
  }

  /** Shows what the server has. Nothing chosen there yet: what this browser shows stays. */
  async take(preferences: Preferences): Promise<void> {
    this.stored = preferences;
    if (preferences.version === 0) return;
    const { density, shortcuts } = preferences;
    this.#keep({ density, shortcuts: shortcuts.enabled, keys: { ...shortcuts.keys } });
    if (preferences.theme !== theme()) chooseTheme(preferences.theme);
    const words = spoken(preferences.language ?? this.#ownLanguage);
    if (words !== language()) await chooseLanguage(words);
  }

  /** What a form begins with: where nothing was chosen yet, what this browser shows. */
  get choice(): Choice | null {
    if (!this.stored) return null;
    const choice = choiceOf(this.stored);
    if (this.stored.version > 0) return choice;
    const { density, shortcuts, keys } = this.#copy;
    return { ...choice, theme: theme(), density, shortcuts: { enabled: shortcuts, keys: { ...keys } } };
  }

  async save(mine: Choice): Promise<void> {
    const base = this.stored;
    if (!base) throw new Error('preferences are saved before they were read');
    const put = async (choice: Choice, version: number) =>
      this.take(
        await data(
          api.PUT('/api/v1/employees/me/preferences', {
            params: { header: { 'If-Match': `"${version}"` } },
            body: choice
          })
        )
      );
    try {
      await put(mine, base.version);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
      const theirs = await data(api.GET('/api/v1/employees/me/preferences'));
      await put(combined(choiceOf(base), mine, choiceOf(theirs)), theirs.version);
    }
  }

  #keep(next: Partial<Copy>): void {
    Object.assign(this.#copy, next);
    localStorage.setItem(name, JSON.stringify(this.#copy));
  }
}

export const settings = new Settings();
