import { queryOptions } from '@tanstack/svelte-query';
import { api, data, type Schema } from '$lib/api/client';
import { languages, type Language } from '$lib/i18n/index.svelte';
import { change, moved } from '../kept/owners';
import { client, readAgain, teamsQuery } from '../queries.svelte';
import { isSupervisor, session } from '../session.svelte';

export type Template = Schema['ReplyTemplate'];
export type Texts = Partial<Record<Language, string>>;

/** Those that the person uses: own ones, those of own teams, the shop's. */
export const templatesQuery = queryOptions({
  queryKey: ['templates', 'own'],
  queryFn: async () => (await data(api.GET('/api/v1/employees/templates'))).items,
  staleTime: 300_000
});

/** Those that the person may see: supervisors and administrators keep every team's. */
export const allTemplatesQuery = queryOptions({
  queryKey: ['templates', 'all'],
  queryFn: async () => {
    const used = await client.fetchQuery({ ...templatesQuery, staleTime: 0 });
    if (!isSupervisor()) return used;
    const others = (await client.fetchQuery(teamsQuery)).filter(team => !session.me?.team_ids.includes(team.id));
    const lists = await Promise.all(
      others.map(({ id }) => data(api.GET('/api/v1/employees/templates', { params: { query: { team: id } } })))
    );
    return [...used, ...lists.flatMap(list => list.items)];
  }
});

export const variablesQuery = queryOptions({
  queryKey: ['template-variables'],
  queryFn: async () => (await data(api.GET('/api/v1/employees/templates/variables'))).items,
  staleTime: Infinity
});

export const reread = (): Promise<void> => readAgain(['templates']);

/** The text for who is written to in this language; another one where it is missing. */
export function textFor(template: Pick<Template, 'texts'>, wanted: string): { text: string; language: Language } {
  const texts = template.texts as Texts;
  const language = [wanted, ...languages].find(one => texts[one as Language]) as Language;
  return { text: texts[language] ?? '', language };
}

export const missingLanguages = (template: Pick<Template, 'texts'>): Language[] =>
  languages.filter(one => !(template.texts as Texts)[one]);

/** What is wrong with the variables of a text: the name of an unknown one, or "" for braces that are not closed. */
export function variableFault(text: string, known: string[]): string | null {
  for (const part of text.split('{{').slice(1)) {
    const end = part.indexOf('}}');
    if (end < 0) return '';
    const name = part.slice(0, end).trim();
    if (!known.includes(name)) return name || '{{}}';
  }
  return null;
}

const path = (id: string) => ({ path: { id } });
export const readTemplate = (id: string): Promise<Template> =>
  data(api.GET('/api/v1/employees/templates/{id}', { params: path(id) }));

export const sendChange = (id: string, version: number, body: Schema['ReplyTemplateChange']): Promise<Template> =>
  data(
    api.PATCH('/api/v1/employees/templates/{id}', {
      params: { ...path(id), header: { 'If-Match': `"${version}"` } },
      body
    })
  );

export async function removeTemplate(template: Template): Promise<void> {
  await api.DELETE('/api/v1/employees/templates/{id}', { params: path(template.id) });
  await reread();
}

/** Shown at once, put back when it is refused; then it throws why. */
export async function moveTemplate(template: Template, to: number): Promise<void> {
  client.setQueryData(allTemplatesQuery.queryKey, all => all && moved(all, template, to));
  try {
    await change(
      template,
      version => sendChange(template.id, version, { position: to }),
      () => readTemplate(template.id)
    );
  } finally {
    await reread();
  }
}

export const fill = (incident: string, text: string): Promise<Schema['FilledTemplate']> =>
  data(api.POST('/api/v1/incidents/{id}/template-preview', { params: path(incident), body: { text } }));

export interface Edited {
  name: string;
  texts: Texts;
}
export type Part = 'name' | Language;
export const partsOf = (one: Edited): Record<Part, string> =>
  Object.fromEntries([['name', one.name], ...languages.map(code => [code, one.texts[code] ?? ''])]) as Record<
    Part,
    string
  >;

export const editedOf = (parts: Record<Part, string>): Edited => ({
  name: parts.name.trim(),
  texts: Object.fromEntries(languages.filter(code => parts[code].trim()).map(code => [code, parts[code]]))
});
