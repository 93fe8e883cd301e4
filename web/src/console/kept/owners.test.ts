import { expect, it } from 'vitest';
import { ApiProblem } from '$lib/api/client';
import { change, moved, ownerOf, placeOf, type Owned } from './owners';

const one = (id: string, owner: Owned['owner'] = 'employee', team_id: string | null = null): Owned => ({
  id,
  name: id,
  owner,
  team_id,
  version: 1
});
const all = [one('a'), one('b'), one('c'), one('t', 'team', 'kitchen'), one('u', 'team', 'garden'), one('s', 'shop')];

it('knows the place of one among those of its owner', () => {
  expect(placeOf(all[1] as Owned, all)).toEqual({ at: 1, of: 3 });
  expect(placeOf(all[3] as Owned, all)).toEqual({ at: 0, of: 1 });
});

it('moves one among those of its owner, and no other', () => {
  expect(moved(all, all[2] as Owned, 0).map(({ id }) => id)).toEqual(['c', 'a', 'b', 't', 'u', 's']);
  expect(moved(all, all[0] as Owned, 1).map(({ id }) => id)).toEqual(['b', 'a', 'c', 't', 'u', 's']);
});

it('reads an owner out of a choice', () => {
  expect(ownerOf('shop')).toEqual({ owner: 'shop' });
  expect(ownerOf('team:kitchen')).toEqual({ owner: 'team', team_id: 'kitchen' });
});

it('changes what somebody else changed first, once', async () => {
  const versions: number[] = [];
  const send = (version: number) => {
    versions.push(version);
    return version === 4 ? Promise.resolve(one('a')) : Promise.reject(new ApiProblem(412));
  };
  await change(one('a'), send, () => Promise.resolve({ ...one('a'), version: 4 }));
  expect(versions).toEqual([1, 4]);
  await expect(change(one('a'), send, () => Promise.resolve(one('a')))).rejects.toMatchObject({ status: 412 });
});
