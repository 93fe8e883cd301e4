// Writes src/lib/api/schema.d.ts: the types of the API's requests and answers, from api/openapi/*.yaml.
import { mkdirSync, readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const sources = resolve(web, '../api/openapi');

/** One document of the common one and the services', as `resuelve serve` merges them. */
function merged() {
  const names = readdirSync(sources).filter(name => name.endsWith('.yaml') && name !== 'common.yaml');
  const whole = parse(readFileSync(join(sources, 'common.yaml'), 'utf8'));
  for (const name of names.sort()) {
    const part = parse(readFileSync(join(sources, name), 'utf8'));
    Object.assign(whole.paths, part.paths);
    for (const [kind, members] of Object.entries(part.components ?? {}))
      whole.components[kind] = { ...whole.components[kind], ...members };
  }
  return whole;
}

export async function writeClient() {
  const text = astToString(await openapiTypescript(merged(), { defaultNonNullable: false }));
  const file = join(web, 'src/lib/api/schema.d.ts');
  mkdirSync(dirname(file), { recursive: true });
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text !== before) writeFileSync(file, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeClient();
