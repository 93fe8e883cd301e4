import { format, type Values } from './format';
import type es from '../messages/es.json';

export const languages = ['es', 'en', 'ca', 'gl', 'eu'] as const;
export type Language = (typeof languages)[number];

/** How each language calls itself. */
export const languageNames: Record<Language, string> = {
  es: 'Español',
  en: 'English',
  ca: 'Català',
  gl: 'Galego',
  eu: 'Euskara'
};

export type Messages = Record<string, string>;
/** Fetches all messages of one language, and those of Spanish where one is missing. */
export type Loader = (language: Language) => Promise<Messages>;

let current = $state.raw<{ language: Language; messages: Messages }>({ language: 'es', messages: {} });
let load: Loader = async () => ({});
/** Of screens that came with words of their own. */
const more: Loader[] = [];

type Files = Record<string, () => Promise<unknown>>;

/** Messages from the files of an entry's folder; vite.config.ts puts in those that both entries share. */
export function messageLoader(files: Files): Loader {
  return async name => {
    const file =
      Object.entries(files).find(([path]) => path.endsWith(`/${name}.json`)) ??
      Object.entries(files).find(([path]) => path.endsWith('/es.json'));
    return file ? ((await file[1]()) as { default: Messages }).default : {};
  };
}

/** For `lang` on what somebody wrote: its language where that is not the one of the page around it. */
export const foreign = (code: string | null | undefined): string | undefined =>
  code && code !== language() ? code : undefined;

export function isLanguage(text: unknown): text is Language {
  return languages.includes(text as Language);
}

export const language = () => current.language;

/** The message in the person's language. A key that exists nowhere is shown as it is. */
export function t(key: keyof typeof es | (string & {}), values?: Values): string {
  const message = current.messages[key];
  return message === undefined ? key : format(current.language, message, values);
}

/** Whether there is such a message. */
export const has = (key: string) => current.messages[key] !== undefined;

export async function useLanguage(next: Language): Promise<void> {
  const all = await Promise.all([load, ...more].map(one => one(next)));
  current = { language: next, messages: Object.assign({}, ...all) as Messages };
  document.documentElement.lang = next;
}

/** Begins with the language that the server chose for the page (choice, then browser, then es). */
export async function startLanguage(loader: Loader): Promise<void> {
  load = loader;
  const served = document.documentElement.lang;
  await useLanguage(isLanguage(served) ? served : 'es');
}

/** The words that a screen has for itself, since few open it: they come with it, and with each language chosen after. */
export async function alsoWords(files: Files): Promise<void> {
  const own = messageLoader(files);
  more.push(own);
  const words = await own(language());
  current = { ...current, messages: { ...current.messages, ...words } };
}

/** The person's own choice: kept for a year in a cookie, so that the server hands out the page in it. */
export async function chooseLanguage(next: Language): Promise<void> {
  document.cookie = `resuelve_language=${next}; Path=/; Max-Age=31536000; SameSite=Lax`;
  await useLanguage(next);
}
