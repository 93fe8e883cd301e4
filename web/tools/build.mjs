// Builds the web application into a directory that the binary embeds:
//   tools/node tools/build.mjs [--out DIR]
// assets/ with hashed names, each also compressed with brotli and gzip; pages/ with one page for each route and
// language; web_files.inc, the table of all of it for C++. Fails when a message or a budget of tools/budgets.mjs is broken.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { checkBudgets } from './budgets.mjs';
import { checkMessages } from './messages.mjs';
import { buildPages, entries } from './pages.mjs';

const types = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  json: 'application/json'
};

const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } });
const out = resolve(values.out);

function compress(name) {
  const bytes = readFileSync(join(out, 'assets', name));
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  });
  writeFileSync(join(out, 'assets', name + '.br'), brotli);
  writeFileSync(join(out, 'assets', name + '.gz'), gzipSync(bytes, { level: 9 }));
  return {
    name,
    hash: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
    bytes: bytes.length,
    brotli: brotli.length
  };
}

function writeTable(assets, pages) {
  const lines = ['// Made by web/tools/build.mjs.'];
  const embed = (name, file) => lines.push(`constexpr char ${name}[] = {`, `#embed <${file}>`, '};');
  assets.forEach(({ name }, at) => {
    embed(`asset_${at}`, `web/app/assets/${name}`);
    embed(`asset_${at}_br`, `web/app/assets/${name}.br`);
    embed(`asset_${at}_gz`, `web/app/assets/${name}.gz`);
  });
  pages.forEach(({ file }, at) => embed(`page_${at}`, `web/app/pages/${file}`));
  lines.push('constexpr std::array assets{');
  assets.forEach(({ name, hash }, at) => {
    const type = types[name.split('.').at(-1)];
    if (!type) throw new Error(`no content type for ${name}`);
    lines.push(
      `    WebAsset{"/assets/${name}", "${type}", "\\"${hash}\\"", text(asset_${at}), text(asset_${at}_br), text(asset_${at}_gz)},`
    );
  });
  lines.push('};', 'constexpr std::array pages{');
  pages.forEach(({ pattern, language }, at) =>
    lines.push(`    WebPage{"${pattern.replaceAll(/:(\w+)/g, '{$1}')}", "${language}", text(page_${at})},`)
  );
  lines.push('};', '');
  writeFileSync(join(out, 'web_files.inc'), lines.join('\n'));
}

const missing = checkMessages();
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'assets'), { recursive: true });
const manifests = {};
for (const [entry, { main }] of Object.entries(entries)) {
  const outDir = join(out, entry);
  await build({ build: { outDir, rolldownOptions: { input: main } }, logLevel: 'warn' });
  manifests[entry] = JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8'));
  for (const name of readdirSync(join(outDir, 'assets')))
    renameSync(join(outDir, 'assets', name), join(out, 'assets', name));
  rmSync(outDir, { recursive: true });
}
const assets = readdirSync(join(out, 'assets')).sort().map(compress);
mkdirSync(join(out, 'pages'));
const pages = buildPages(manifests).map((page, at) => {
  const file = `${at}.html`;
  writeFileSync(join(out, 'pages', file), page.html);
  return { ...page, file };
});
writeTable(assets, pages);
const figures = checkBudgets(manifests, assets);
console.log(`web: ${figures}; ${missing}`);
