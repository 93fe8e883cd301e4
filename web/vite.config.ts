import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
// @ts-expect-error: plain JavaScript without declarations
import { writeClient } from './openapi/client.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { LongestFirst } from './tools/longest-first.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { developmentPage, messagesOf } from './tools/pages.mjs';

const web = import.meta.dirname;
const server = process.env.RESUELVE_SERVER ?? 'http://127.0.0.1:8093';

/** What pages with forms share and the others do without. */
const inForms =
  /src[\\/](lib[\\/](form|light-text|pressed|steady|timeline-end|passkey-support|files|takes-files|download|check|token|widgets[\\/](Field|TextField|TextArea|Radios|SelectField|ErrorSummary|FilePicker|LightText|Older|SubmitButton|Dialog|PasskeyButton))|portal[\\/](parts[\\/](ProofField|StepForm|UploadList|Unsent|Now|BackLink|LinkSent|KeepHere)|draft|proof|written|keeping|uploads|incident|receipts)|console[\\/]parts[\\/](SignInForm|ConfirmIdentity|EditForm|Checks?))/;

/** What only those need who are signed in, later. */
const isLater = /src[\\/]lib[\\/](session-end|widgets[\\/]SessionEndBanner)/;

const inBase = (id: string) =>
  /src[\\/]|@lucide|openapi-fetch|preload-helper|node_modules[\\/](svelte|esm-env|clsx)[\\/]/.test(id) &&
  !inForms.test(id) &&
  !isLater.test(id);

/** An entry's messages in one language: those that both entries share, its own, and Spanish where one is missing. */
function messages(): Plugin {
  return {
    name: 'resuelve-messages',
    load(id) {
      const match = /src[\\/](portal|console)[\\/]messages[\\/](\w\w)\.json$/.exec(id);
      return match ? JSON.stringify(messagesOf(match[1] as 'portal', match[2] as string)) : undefined;
    }
  };
}

/** In development: any address that is no file and not the API's is a page of one of the two entries. */
function pages(): Plugin {
  return {
    name: 'resuelve-pages',
    configureServer(vite) {
      vite.middlewares.use(async (request, response, next) => {
        const path = (request.originalUrl ?? '/').split('?')[0] ?? '/';
        if (!request.headers.accept?.includes('text/html') || /^\/(api|problems|@|src|node_modules)/.test(path))
          return next();
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(await vite.transformIndexHtml(path, developmentPage(path)));
      });
    }
  };
}

export default defineConfig(async () => {
  await writeClient();
  const proxied = Object.fromEntries(
    ['/api', '/problems', '/readyz', '/healthz', '/assets/icon.svg'].map(path => [
      path,
      { target: server, changeOrigin: true }
    ])
  );
  return {
    root: web,
    appType: 'custom' as const,
    plugins: [messages(), svelte(), pages()],
    resolve: {
      alias: {
        $lib: resolve(web, 'src/lib'),
        'playwright-core': resolve(web, 'node_modules/playwright-core'),
        'axe-core': resolve(web, 'node_modules/axe-core')
      }
    },
    css: { transformer: 'lightningcss' as const },
    build: {
      manifest: 'manifest.json',
      assetsDir: 'assets',
      emptyOutDir: true,
      cssMinify: 'lightningcss' as const,
      // One file of styles an entry: they are few, and each file would be a request before the first paint.
      cssCodeSplit: false,
      modulePreload: { polyfill: false },
      target: ['chrome123', 'firefox125', 'safari17.5'],
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: {
        // tools/build.mjs builds each entry by itself, so that none downloads code of the other.
        input: 'src/portal/main.ts',
        output: {
          // What several screens share comes in one file, not in one for each widget: a page's styles, scripts and words
          // are then at most six files, which browsers fetch at once over HTTP/1.1.
          codeSplitting: {
            groups: [
              { name: 'forms', test: inForms, minShareCount: 2, priority: 1 },
              { name: 'base', test: inBase, minShareCount: 2, priority: 2 }
            ]
          }
        }
      }
    },
    server: { host: '127.0.0.1', port: 5173, strictPort: true, proxy: proxied, fs: { allow: [resolve(web, '..')] } },
    test: {
      sequence: { sequencer: LongestFirst },
      projects: [
        {
          extends: true as const,
          resolve: { conditions: ['browser'] },
          test: { name: 'unit', include: ['src/**/*.test.ts', 'tools/**/*.test.ts'], environment: 'happy-dom' }
        },
        {
          extends: true as const,
          test: {
            name: 'journeys',
            root: resolve(web, '../tests/web'),
            include: ['**/*.test.ts'],
            // Times are measured alone.
            exclude: ['budgets*.test.ts'],
            environment: 'node',
            testTimeout: 120_000,
            hookTimeout: 120_000,
            maxWorkers: 2,
            fileParallelism: true
          }
        },
        {
          extends: true as const,
          test: {
            name: 'pictures',
            root: resolve(web, '../tests/web'),
            include: ['pictures.ts'],
            environment: 'node',
            testTimeout: 120_000,
            hookTimeout: 120_000
          }
        },
        {
          extends: true as const,
          test: {
            name: 'budgets',
            root: resolve(web, '../tests/web'),
            include: ['budgets*.test.ts'],
            environment: 'node',
            testTimeout: 120_000,
            hookTimeout: 120_000,
            maxWorkers: 1,
            fileParallelism: false
          }
        }
      ]
    }
  };
});
