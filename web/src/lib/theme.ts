export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const theme = (): Theme => (document.documentElement.dataset.theme as Theme | undefined) ?? 'system';

/** The person's own choice, kept in a cookie so that the server hands out the page in it: no flash. */
export function chooseTheme(next: Theme): void {
  document.cookie = `resuelve_theme=${next}; Path=/; Max-Age=31536000; SameSite=Lax`;
  document.documentElement.dataset.theme = next;
}
