// The budgets of the interface guide (ux.md §13) that a build can know: bytes after brotli, and requests.
import { entries } from './pages.mjs';

const kB = 1000;
export const budgets = {
  portal: { first: 45 * kB, lazy: 20 * kB, css: 10 * kB, requests: 12 },
  console: { first: 110 * kB, lazy: 30 * kB, chart: 25 * kB, css: 14 * kB, requests: 16 }
};

function reach(manifest, key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const name of manifest[key]?.imports ?? []) reach(manifest, name, found);
  return found;
}

/** Throws when one is broken; answers a line with the figures. */
export function checkBudgets(manifests, assets) {
  const size = file => assets.find(asset => `assets/${asset.name}` === file)?.brotli ?? 0;
  const errors = [];
  const figures = [];
  for (const [entry, { main, folder, reads }] of Object.entries(entries)) {
    const budget = budgets[entry];
    const manifest = manifests[entry];
    const languages = [`${folder}/messages/es.json`];
    const first = new Set([main, ...languages].flatMap(key => [...reach(manifest, key)]));
    const bytes = [...first].reduce((sum, key) => sum + size(manifest[key].file), 0);
    const css = size(manifest['style.css'].file);
    if (bytes > budget.first) errors.push(`${entry}: first load ${bytes} B > ${budget.first} B`);
    if (css > budget.css) errors.push(`${entry}: CSS ${css} B > ${budget.css} B`);
    for (const [key, chunk] of Object.entries(manifest)) {
      if (!chunk.isDynamicEntry || !key.startsWith(folder + '/') || key.includes('/messages/')) continue;
      const own = [...reach(manifest, key)].filter(name => !first.has(name));
      const lazy = own.reduce((sum, name) => sum + size(manifest[name].file), 0);
      const most = key.endsWith('Chart.svelte') ? budget.chart : budget.lazy;
      if (lazy > most) errors.push(`${entry}: ${key} loads ${lazy} B > ${most} B`);
      // The page, its icon, its styles, its scripts, what the API is asked at once.
      const screen = /(\w+)\.svelte$/.exec(key)?.[1];
      const requests = 3 + first.size + own.length + reads(screen).length;
      if (requests > budget.requests) errors.push(`${entry}: ${key} needs ${requests} requests > ${budget.requests}`);
    }
    figures.push(`${entry} ${(bytes / kB).toFixed(1)} kB + CSS ${(css / kB).toFixed(1)} kB`);
  }
  if (errors.length) throw new Error('budgets (ux.md §13):\n  ' + errors.join('\n  '));
  return figures.join(', ');
}
