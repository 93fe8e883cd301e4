// Everything that is checked without running: messages, types, eslint, formatting.
import { spawnSync } from 'node:child_process';
import { writeClient } from '../openapi/client.mjs';
import { checkMessages } from './messages.mjs';

await writeClient();
console.log(checkMessages());
const prettier = ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn'];
const steps = [
  [
    'node_modules/svelte-check/bin/svelte-check',
    '--tsconfig',
    'tsconfig.json',
    '--fail-on-warnings',
    '--output',
    'human'
  ],
  ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'],
  [...prettier, '.'],
  // Outside this folder prettier finds neither its settings nor its plugin by itself.
  [...prettier, '--config', '.prettierrc.json', '../tests/web/*.ts']
];
const failed = steps.filter(step => spawnSync(process.execPath, step, { stdio: 'inherit' }).status !== 0);
process.exit(failed.length ? 1 : 0);
