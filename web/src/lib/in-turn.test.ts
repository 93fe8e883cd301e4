import { expect, it } from 'vitest';
import { inTurn } from './in-turn';

/** Reads that end when they are told to; how many have begun. */
function slowReads() {
  const waiting: { resolve: () => void; reject: (problem: Error) => void }[] = [];
  let begun = 0;
  const read = inTurn(() => {
    ++begun;
    return new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
  });
  return { read, begun: () => begun, first: () => waiting.shift() };
}

it('begins again for who asks while it reads, once for all of them', async () => {
  const reads = slowReads();
  const ended: string[] = [];
  const one = reads.read().then(() => ended.push('one'));
  const two = reads.read().then(() => ended.push('two'));
  const three = reads.read().then(() => ended.push('three'));
  expect(reads.begun()).toBe(1);
  reads.first()?.resolve();
  await one;
  await expect.poll(reads.begun).toBe(2);
  expect(ended).toEqual(['one']);
  reads.first()?.resolve();
  await Promise.all([two, three]);
  expect(ended).toEqual(['one', 'two', 'three']);
  expect(reads.begun()).toBe(2);
});

it('tells a failure to who asked for that one alone', async () => {
  const reads = slowReads();
  const one = reads.read();
  const two = reads.read();
  reads.first()?.reject(new Error('away'));
  await expect(one).rejects.toThrow('away');
  await expect.poll(reads.begun).toBe(2);
  reads.first()?.resolve();
  await two;
  const three = reads.read();
  reads.first()?.resolve();
  await three;
  expect(reads.begun()).toBe(3);
});
