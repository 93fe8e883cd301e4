import { createQuery, QueryClient, queryOptions } from '@tanstack/svelte-query';
import { api, ApiProblem, data, quietly, type Schema } from '$lib/api/client';
import { signInUnavailable } from '$lib/renewal.svelte';
import type { Employee } from './session.svelte';

export type Team = Schema['Team'];

/** What several screens read: kept for half a minute, read again when an event or an act says so. */
export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.isPassing
    }
  }
});

/** After a change of what they read. A first reading that is on its way knows nothing of it, and would go on otherwise. */
export async function readAgain(queryKey: readonly unknown[]): Promise<void> {
  await client.cancelQueries({ queryKey });
  await client.invalidateQueries({ queryKey });
}

const page = 100;
/** Nobody has more employees than this; a list beyond it would want a search of its own. */
const mostPages = 20;

async function allEmployees(): Promise<Employee[]> {
  const all: Employee[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages; pages++) {
    const list: Schema['EmployeeList'] = await data(
      api.GET('/api/v1/employees', { params: { query: { limit: page, ...(cursor ? { cursor } : {}) } } })
    );
    all.push(...list.items);
    cursor = list.next_cursor;
    if (!cursor) break;
  }
  return all;
}

export const employeesQuery = queryOptions({ queryKey: ['employees'], queryFn: allEmployees, staleTime: 300_000 });
export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: async () => (await data(api.GET('/api/v1/teams'))).items,
  staleTime: 300_000
});
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async () => (await data(api.GET('/api/v1/views'))).items
});

/** Mail is late when the service that sends it says so, and when it does not answer. Somebody else's outage says nothing. */
async function isMailLate(): Promise<boolean> {
  try {
    return (await data(api.GET('/api/v1/notifications/delay', { fetch: quietly }))).late;
  } catch (error) {
    if (error instanceof ApiProblem && error.isPassing && error.code !== signInUnavailable) return true;
    throw error;
  }
}

export const mailDelayQuery = queryOptions({
  queryKey: ['mail delay'],
  queryFn: isMailLate,
  staleTime: 0,
  refetchInterval: 60_000,
  retry: false
});

/** Names of colleagues and teams, to show and to choose from. Call it while a component starts. */
export function usePeople() {
  const employees = createQuery(() => employeesQuery);
  const teams = createQuery(() => teamsQuery);
  const nameOf = (one: Employee) => `${one.first_name} ${one.last_name}`.trim();
  const byId = $derived(new Map((employees.data ?? []).map(one => [one.id, nameOf(one)])));
  const teamById = $derived(new Map((teams.data ?? []).map(one => [one.id, one.name])));
  return {
    get employees() {
      return employees.data ?? [];
    },
    get teams() {
      return teams.data ?? [];
    },
    /** Who may be given incidents. */
    get workers() {
      return (employees.data ?? []).filter(one => one.state === 'active' && one.role !== 'admin');
    },
    name: (id: string | null | undefined): string | undefined => (id ? byId.get(id) : undefined),
    team: (id: string | null | undefined): string | undefined => (id ? teamById.get(id) : undefined),
    nameOf
  };
}
