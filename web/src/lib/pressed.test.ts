import { expect, it } from 'vitest';
import { afterPress } from './pressed';

it('runs at once when nothing is pressed', () => {
  let ran = false;
  afterPress(() => (ran = true));
  expect(ran).toBe(true);
});

it('waits until a press is over', async () => {
  let ran = false;
  dispatchEvent(new Event('pointerdown'));
  afterPress(() => (ran = true));
  expect(ran).toBe(false);
  dispatchEvent(new Event('pointerup'));
  expect(ran).toBe(false);
  await new Promise(done => setTimeout(done));
  expect(ran).toBe(true);
});
