import { t } from './i18n/index.svelte';

/** Keys as the tables write them: "j", "Shift+x", "g c" (one after the other), "Alt+ArrowUp", "Mod+k". */
const isMac = (): boolean => typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);

const signs: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc'
};
const named = ['Shift', 'Home', 'End', 'PageUp', 'PageDown', 'Space'];

function partText(part: string): string {
  if (part === 'Mod') return isMac() ? '⌘' : 'Ctrl';
  if (part === 'Shift' && isMac()) return '⇧';
  return named.includes(part) ? t(`keys.${part}`) : (signs[part] ?? part);
}

/** The steps as people read them. */
export const keyText = (keys: string): string[] =>
  keys.split(' ').map(step => step.split('+').map(partText).join(' + '));

/** As `aria-keyshortcuts` wants them; it knows no keys one after the other. */
export function ariaKeys(keys: string | undefined): string | undefined {
  if (!keys || keys.includes(' ')) return undefined;
  const names: Record<string, string> = { Mod: isMac() ? 'Meta' : 'Control' };
  return keys
    .split('+')
    .map(part => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
}
