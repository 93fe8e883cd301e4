import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { setErrorTitle, setTitle, showTitle } from './title.svelte';

it("is the route's, then the screen's, until another page is shown", () => {
  let path = $state('/consola/cola/mias');
  let route = $state('Cola');
  const end = $effect.root(() => {
    showTitle(
      () => path,
      () => route
    );
    // A screen below it, as Svelte runs it: after what is above was prepared.
    $effect(() => {
      if (path.endsWith('mias')) setTitle('Mías', '(3) ');
    });
  });
  flushSync();
  expect(document.title).toBe('(3) Mías · Resuelve');
  path = '/consola/yo';
  route = 'Mi cuenta';
  flushSync();
  expect(document.title).toBe('Mi cuenta · Resuelve');
  end();
});

it('begins with the error as long as there is one, and is then what it was', () => {
  const end = $effect.root(() =>
    showTitle(
      () => '/abrir',
      () => 'Abrir'
    )
  );
  setTitle('¿Qué ha pasado?');
  const first = setErrorTitle('¿Qué ha pasado?');
  const second = setErrorTitle('Entrar');
  flushSync();
  expect(document.title).toBe('title.error Entrar · Resuelve');
  second();
  flushSync();
  expect(document.title).toBe('title.error ¿Qué ha pasado? · Resuelve');
  first();
  flushSync();
  expect(document.title).toBe('¿Qué ha pasado? · Resuelve');
  end();
});
