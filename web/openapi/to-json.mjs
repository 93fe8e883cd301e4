// Turns api/openapi/NAME.yaml into OUT/NAME.json for the binary to embed.
//   node web/openapi/to-json.mjs OUT FILE…
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

const [out, ...files] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
for (const file of files) {
  const document = parse(readFileSync(file, 'utf8'), { uniqueKeys: true, strict: true });
  writeFileSync(join(out, basename(file, '.yaml') + '.json'), JSON.stringify(document));
}
