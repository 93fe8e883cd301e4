import { createQuery, queryOptions } from '@tanstack/svelte-query';
import { api, data, type Schema } from '$lib/api/client';
import { change, moved } from '../kept/owners';
import { client, readAgain } from '../queries.svelte';
import { tell } from '../tell';
import { filtersOf, searchOf, type Filters, type Wanted } from './filters';

export type SavedView = Schema['SavedView'];

export const savedViewsQuery = queryOptions({
  queryKey: ['saved-views'],
  queryFn: async () => (await data(api.GET('/api/v1/employees/views'))).items,
  staleTime: 300_000
});
/** Call it while a component starts; they are fetched once they are `wanted`. */
export const useSavedViews = (wanted: () => boolean) => createQuery(() => ({ ...savedViewsQuery, enabled: wanted() }));

/** The filters of a saved view are in its address: what narrows it further is a change that can be saved. */
export const addressOf = (view: SavedView): string => {
  const search = searchOf(filtersOf(`?${view.query}`));
  return `/consola/cola/${view.id}${search.size ? `?${search}` : ''}`;
};

export const queryOf = (wanted: Wanted): string =>
  new URLSearchParams(Object.entries(wanted).map(([name, value]) => [name, String(value)])).toString();

export const isChanged = (view: SavedView, filters: Filters): boolean =>
  searchOf(filtersOf(`?${view.query}`)).toString() !== searchOf(filters).toString();

const path = (view: SavedView) => ({ path: { id: view.id } });

export const changeView = (view: SavedView, body: Schema['SavedViewChange']): Promise<SavedView> =>
  change(
    view,
    version =>
      data(
        api.PATCH('/api/v1/employees/views/{id}', {
          params: { ...path(view), header: { 'If-Match': `"${version}"` } },
          body
        })
      ),
    () => data(api.GET('/api/v1/employees/views/{id}', { params: path(view) }))
  );

export async function removeView(view: SavedView): Promise<void> {
  await api.DELETE('/api/v1/employees/views/{id}', { params: path(view) });
}

export const reread = (): Promise<void> => readAgain(savedViewsQuery.queryKey);

/** Shown at once, put back with the reason when it is refused: whether it was done. */
export async function moveView(view: SavedView, to: number): Promise<boolean> {
  client.setQueryData(savedViewsQuery.queryKey, all => all && moved(all, view, to));
  let done = true;
  try {
    await changeView(view, { position: to });
  } catch (problem) {
    tell(problem);
    done = false;
  }
  await reread();
  return done;
}
