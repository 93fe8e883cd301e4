import { beforeEach, expect, it } from 'vitest';
import { found, placeOf } from './focus-place';

const page = (body: string) => (document.body.innerHTML = `<main id="contenido">${body}</main>`);
const at = (selector: string) => document.querySelector<HTMLElement>(selector);
/** What is found after the page was made anew. */
const after = (focus: string, body: string) => {
  const place = placeOf(at(focus));
  page(body);
  return place && found(place);
};

beforeEach(() => {
  HTMLElement.prototype.checkVisibility ??= () => true;
});

it('finds a cell of the grid, also where its link was pressed', () => {
  const grid = '<span data-at="3-2"><a href="/consola/i/A">A</a></span><span data-at="4-2"></span>';
  page(grid);
  expect(after('a', grid)?.dataset.at).toBe('3-2');
});

it('finds what has a name by that, but not by one that is given anew each time', () => {
  page('<input id="q"><input id="form-3-email">');
  expect(placeOf(at('#q'))).toEqual({ selector: '#q' });
  expect(after('#form-3-email', '<input id="q"><input id="form-9-email">')?.id).toBe('form-9-email');
});

it('finds a button without a name where it was, if it says the same', () => {
  page('<p><button>Uno</button><button class="this">Dos</button></p>');
  expect(after('.this', '<p><button>Uno</button><button>Dos</button></p>')?.textContent).toBe('Dos');
  page('<p><button>Uno</button><button class="this">Dos</button></p>');
  expect(after('.this', '<p><button>Uno</button><button>Tres</button></p>')).toBeNull();
});

it('takes the page as a whole for nothing', () => {
  page('<h1 tabindex="-1">Cola</h1>');
  expect(placeOf(document.body)).toBeNull();
  expect(placeOf(at('h1'))).toBeNull();
});
