import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default tseslint.config(
  { ignores: ['node_modules', 'node', 'src/lib/api/schema.d.ts', 'docs', 'home', 'dist'] },
  ...tseslint.configs.strict,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'], svelteConfig } }
  },
  {
    rules: {
      'no-console': 'off',
      eqeqeq: 'error',
      '@typescript-eslint/no-dynamic-delete': 'off',
      'svelte/no-useless-mustaches': 'off', // {' · '} keeps spaces that the formatter would move
      'svelte/prefer-svelte-reactivity': 'off', // maps and sets that nothing shows
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': ['error', { allowTransitions: true }],
      // Addresses of ours are plain: there is no SvelteKit to resolve them.
      'svelte/no-navigation-without-resolve': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteElement[name.name="button"] SvelteAttribute[key.name="disabled"]',
          message: 'aria-disabled instead (ux.md §8)'
        }
      ]
    }
  },
  {
    // Rows stand where the scrolling puts them: style directives, which the content security policy allows.
    files: ['src/console/queue/Grid.svelte', 'src/console/incident/Neighbours.svelte'],
    rules: { 'svelte/no-inline-styles': 'off' }
  }
);
