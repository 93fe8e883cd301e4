import { createQuery, queryOptions } from '@tanstack/svelte-query';
import { api, ApiProblem, data, type Schema } from '$lib/api/client';
import { language, t } from '$lib/i18n/index.svelte';
import { nameIn, pathText } from '$lib/reasons';
import { readAgain } from '../queries.svelte';

export type Category = Schema['Category'];

/** The whole catalogue, retired reasons too: incidents may have them. */
export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: async () => (await data(api.GET('/api/v1/employees/categories'))).items,
  staleTime: 300_000
});
export const reread = (): Promise<void> => readAgain(categoriesQuery.queryKey);

/** The reasons of incidents, to show and to choose from. Call it while a component starts. */
export function useCategories() {
  const query = createQuery(() => categoriesQuery);
  const all = $derived(query.data ?? []);
  const find = (id: string) => all.find(one => one.id === id);
  /** What nobody put into the catalogue is shown as it is. */
  const shown = (id: string | null, text: (id: string) => string): string => {
    if (!id) return t('category.none');
    return find(id) ? text(id) : query.isPending ? '…' : id;
  };
  const path = (id: string | null) => shown(id, known => pathText(known, all, language()));
  return {
    get all() {
      return all;
    },
    name: (id: string | null): string => shown(id, known => nameIn(find(known) as Category, language())),
    path,
    /** Those that are offered, and what is chosen already, whether it is offered or not. */
    options(chosen: string | null = null): { value: string; label: string }[] {
      const ids = all.filter(one => one.offered).map(one => one.id);
      if (chosen && !ids.includes(chosen)) ids.push(chosen);
      return ids.map(id => ({ value: id, label: path(id) }));
    }
  };
}

const pathOf = (id: string) => ({ path: { id } });
export const readCategory = (id: string): Promise<Category> =>
  data(api.GET('/api/v1/employees/categories/{id}', { params: pathOf(id) }));

export const sendChange = (id: string, version: number, body: Schema['CategoryChange']): Promise<Category> =>
  data(
    api.PATCH('/api/v1/employees/categories/{id}', {
      params: { ...pathOf(id), header: { 'If-Match': `"${version}"` } },
      body
    })
  );

export const addCategory = (body: Schema['WantedCategory'], key: string): Promise<Category> =>
  data(api.POST('/api/v1/employees/categories', { params: { header: { 'Idempotency-Key': key } }, body }));

/** A change that stands for itself, place or state: done on the version of now when somebody was first. */
export async function changeAnyway(one: Category, body: Schema['CategoryChange']): Promise<void> {
  try {
    await sendChange(one.id, one.version, body);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
    await sendChange(one.id, (await readCategory(one.id)).version, body);
  } finally {
    await reread();
  }
}
