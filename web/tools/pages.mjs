// The pages that the server hands out: for each route and language the shell with its title and with links that load
// what the route needs at once (entry, screen, language, what the API is asked first), instead of one after the other.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const read = path => readFileSync(join(web, path), 'utf8');
const json = path => JSON.parse(read(path));

const withoutSession = ['SignIn', 'EmployeeLink'];

/**
 * The two entries: where their routes and messages are, what a screen asks the API for before it shows anything, and the
 * page for addresses that nothing has, where that is no route of the application (its links go to the server too).
 */
export const entries = {
  portal: {
    main: 'src/portal/main.ts',
    folder: 'src/portal',
    languages: ['es', 'en', 'ca', 'gl', 'eu'],
    reads: screen => (screen === 'Open' ? ['/api/v1/categories'] : []),
    unknown: [{ pattern: '/*', title: 'notfound.title' }]
  },
  console: {
    main: 'src/console/main.ts',
    folder: 'src/console',
    languages: ['es', 'en'],
    reads: screen => (withoutSession.includes(screen) ? [] : ['/api/v1/employees/me']),
    unknown: []
  }
};

const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function messagesOf(entry, language) {
  const { folder } = entries[entry];
  const own = name => {
    try {
      return { ...json(`src/lib/messages/${name}.json`), ...json(`${folder}/messages/${name}.json`) };
    } catch (error) {
      if (error.code === 'ENOENT') return {};
      throw error;
    }
  };
  return { ...own('es'), ...own(language) };
}

/** The chunk and everything that it imports, once each. */
function chunkWithImports(manifest, key, found = new Map()) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the build has no ${key}`);
  if (found.has(key)) return found;
  found.set(key, chunk);
  for (const name of chunk.imports ?? []) chunkWithImports(manifest, name, found);
  return found;
}

function shell(language, title, head, messages) {
  return read('src/shell.html')
    .replace('{{language}}', language)
    .replace('{{title}}', escaped(title))
    .replace('{{head}}', head)
    .replace(/\{\{message:([\w.]+)\}\}/g, (_, key) => escaped(messages[key]));
}

function titleOf(route, messages) {
  const title = messages[route.title];
  if (!title) throw new Error(`${route.title} (title of ${route.pattern}) is no message`);
  return `${title} · Resuelve`;
}

/** Every page: {entry, pattern, language, html}. */
export function buildPages(manifests) {
  const pages = [];
  for (const [entry, { main, folder, languages, reads, unknown }] of Object.entries(entries))
    for (const language of languages) {
      const manifest = manifests[entry];
      const messages = messagesOf(entry, language);
      for (const route of [...json(`${folder}/routes.json`), ...unknown]) {
        const chunks = new Map();
        const keys = [main, `${folder}/messages/${language}.json`];
        if (route.screen) keys.push(`${folder}/screens/${route.screen}.svelte`);
        for (const key of keys) chunkWithImports(manifest, key, chunks);
        const styles = [manifest['style.css'].file];
        const scripts = new Set([...chunks.values()].map(chunk => chunk.file).filter(file => file.endsWith('.js')));
        scripts.delete(manifest[main].file);
        const head = [
          ...[...styles].map(file => `<link rel="stylesheet" href="/${file}">`),
          `<script type="module" src="/${manifest[main].file}"></script>`,
          ...[...scripts].map(file => `<link rel="modulepreload" href="/${file}">`),
          // As fetch() will ask for it, or the browser would ask twice.
          ...reads(route.screen).map(path => `<link rel="preload" as="fetch" crossorigin href="${path}">`)
        ].join('\n    ');
        pages.push({
          entry,
          pattern: route.pattern,
          language,
          html: shell(language, titleOf(route, messages), head, messages)
        });
      }
    }
  return pages;
}

/** The page of the development server. */
export function developmentPage(path) {
  const entry = /^\/(consola|desk)(\/|$)/.test(path) ? 'console' : 'portal';
  const head = `<script type="module" src="/${entries[entry].main}"></script>`;
  const html = shell('es', 'Resuelve', head, messagesOf(entry, 'es'));
  return filled(html, {
    name: 'Casa Aurora',
    email: 'hola@casaaurora.example',
    phone: '958 000 000',
    address: 'Calle Sol 1, 18001 Granada',
    hours: 'L–V 9:00–18:00',
    demo: ''
  });
}

/** What the server puts in when it starts: the shop's details. */
export function filled(html, shop) {
  for (const [name, value] of Object.entries(shop)) html = html.replaceAll(`{{shop_${name}}}`, escaped(value));
  return html.replaceAll('{{theme}}', 'system');
}
