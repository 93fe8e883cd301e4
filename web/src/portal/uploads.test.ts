import { expect, it, vi } from 'vitest';
import { ApiProblem } from '$lib/api/client';
import { sendFile, sendFiles } from './uploads';

type Answer = (signal: AbortSignal) => Promise<{ id: string }>;
const answers = vi.hoisted(() => ({ of: {} as Record<string, Answer> }));
vi.mock('$lib/api/client', async original => ({
  ...(await original<object>()),
  upload: (url: string, _file: Blob, _key: string, _progress: () => void, signal: AbortSignal) =>
    answers.of[new URL(url, 'http://x').searchParams.get('name') ?? '']?.(signal)
}));

const picked = (name: string) => ({ key: name, file: new File(['x'], name) });
const there = (id: string) => async () => ({ id });
const failing = (status: number) => async () => {
  throw new ApiProblem(status);
};

it('goes on with the rest when one file is refused for good', async () => {
  answers.of = { 'a.jpg': there('1'), 'b.exe': failing(415), 'c.jpg': there('3') };
  const files = ['a.jpg', 'b.exe', 'c.jpg'].map(picked);
  await sendFiles(files, '7K3Q');
  expect(files).toMatchObject([{ id: '1' }, { refused: true, error: 'files.refused.server' }, { id: '3' }]);
});

it('throws when the network is away, after it tried the others', async () => {
  answers.of = { 'a.jpg': failing(0), 'b.jpg': there('2') };
  const files = ['a.jpg', 'b.jpg'].map(picked);
  await expect(sendFiles(files, '7K3Q')).rejects.toMatchObject({ status: 0 });
  expect(files).toMatchObject([{ error: 'files.failed.network', refused: false }, { id: '2' }]);
});

it('is cancelled file by file', async () => {
  answers.of = {
    'a.jpg': signal =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))))
  };
  const file: Parameters<typeof sendFile>[0] = picked('a.jpg');
  const sending = sendFile(file, '7K3Q');
  expect(file.share).toBe(0);
  file.stop?.();
  await sending;
  expect(file).toMatchObject({ error: 'files.stopped', share: undefined, stop: undefined });
  answers.of = { 'a.jpg': there('1') };
  await sendFile(file, '7K3Q');
  expect(file).toMatchObject({ id: '1', error: undefined });
});
