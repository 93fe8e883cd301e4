import { ApiProblem, type Schema } from '$lib/api/client';
import { t } from '$lib/i18n/index.svelte';
import type { Team } from '../queries.svelte';
import { isSupervisor } from '../session.svelte';

/** What employees keep (views, templates) belongs to one of them, to a team, or to the whole shop. */
export interface Owned {
  id: string;
  name: string;
  owner: Schema['ShelfOwner'];
  team_id: string | null;
  version: number;
}

/** Team's and shop's are kept by supervisors and administrators. */
export const mayKeep = (one: Pick<Owned, 'owner'>): boolean => one.owner === 'employee' || isSupervisor();

/** For a choice of one field: "employee", "shop", "team:ID". */
export const ownerOptions = (teams: Team[]): { value: string; label: string }[] => [
  { value: 'employee', label: t('owner.employee') },
  ...teams.map(one => ({ value: `team:${one.id}`, label: t('owner.team', { name: one.name }) })),
  { value: 'shop', label: t('owner.shop') }
];

export function ownerOf(value: string): { owner: Schema['ShelfOwner']; team_id?: string } {
  const [owner, team] = value.split(':');
  return team ? { owner: 'team', team_id: team } : { owner: owner as Schema['ShelfOwner'] };
}

export const ownerText = (one: Pick<Owned, 'owner' | 'team_id'>, team: (id: string) => string | undefined): string =>
  one.owner === 'team' ? t('owner.team', { name: team(one.team_id ?? '') ?? '…' }) : t(`owner.${one.owner}`);

const sameOwner = (a: Owned, b: Owned): boolean => a.owner === b.owner && a.team_id === b.team_id;

/** The place of one among those of its owner, and how many these are. */
export function placeOf(one: Owned, all: Owned[]): { at: number; of: number } {
  const own = all.filter(other => sameOwner(other, one));
  return { at: own.findIndex(other => other.id === one.id), of: own.length };
}

/** The list as it is once `one` has gone to a place among those of its owner. */
export function moved<T extends Owned>(all: T[], one: T, to: number): T[] {
  const own = all.filter(other => sameOwner(other, one) && other.id !== one.id);
  own.splice(to, 0, one);
  let next = 0;
  return all.map(other => (sameOwner(other, one) ? (own[next++] as T) : other));
}

/** Does a change again on the version of now when somebody was first, once: name, place and content stand for
 * themselves. */
export async function change<T extends Owned>(
  one: T,
  send: (version: number) => Promise<T>,
  read: () => Promise<T>
): Promise<T> {
  try {
    return await send(one.version);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
    return send((await read()).version);
  }
}
