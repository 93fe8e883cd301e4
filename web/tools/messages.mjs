// Checks the messages: es and en have the same keys, the other languages are counted, arguments agree, and plural
// classes are those of the language (ux.md §15).
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entries } from './pages.mjs';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const classes = {
  es: ['one', 'many', 'other'],
  ca: ['one', 'many', 'other'],
  en: ['one', 'other'],
  gl: ['one', 'other'],
  eu: ['one', 'other']
};

function load(folder, language) {
  try {
    return JSON.parse(readFileSync(join(web, folder, `${language}.json`), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

function pluralProblems(language, text) {
  const problems = [];
  for (const match of text.matchAll(/\{\w+, plural, ((?:[^{}]|\{[^{}]*\})*)\}/g)) {
    const named = [...match[1].matchAll(/(=?\w+)\s*\{/g)].map(one => one[1]).filter(name => !name.startsWith('='));
    const wanted = classes[language];
    if (named.filter(name => wanted.includes(name)).length !== wanted.length || named.length !== wanted.length)
      problems.push(`plural of ${language} needs ${wanted.join(', ')}: ${text}`);
  }
  return problems;
}

/** Words inside plural branches look like arguments: only what is directly in braces at the first level counts. */
function topArguments(text) {
  const names = new Set();
  let depth = 0;
  for (let at = 0; at < text.length; ++at) {
    if (text[at] === '{') {
      if (depth % 2 === 0) names.add(/^\w+/.exec(text.slice(at + 1))?.[0]);
      depth++;
    } else if (text[at] === '}') depth--;
  }
  return [...names].sort().join();
}

/** Throws with every error; answers a line that counts what other languages lack. */
export function checkMessages() {
  const errors = [];
  const counts = [];
  const folders = { 'src/lib/messages': entries.portal.languages };
  for (const { folder, languages } of Object.values(entries)) {
    folders[`${folder}/messages`] = languages;
    // Words that come with the one screen that has them.
    for (const one of readdirSync(join(web, folder, 'messages'), { withFileTypes: true }))
      if (one.isDirectory()) folders[`${folder}/messages/${one.name}`] = languages;
  }
  for (const [folder, languages] of Object.entries(folders)) {
    const source = load(folder, 'es');
    for (const language of languages) {
      const messages = load(folder, language);
      const lacking = Object.keys(source).filter(key => !(key in messages));
      const surplus = Object.keys(messages).filter(key => !(key in source));
      if (language === 'en') errors.push(...lacking.map(key => `${folder}: en lacks ${key}`));
      else if (lacking.length)
        counts.push(`${language} lacks ${lacking.length} of ${folder}: ${lacking.slice(0, 3).join(', ')}…`);
      errors.push(...surplus.map(key => `${folder}: ${language} has ${key}, es has not`));
      for (const [key, text] of Object.entries(messages)) {
        errors.push(...pluralProblems(language, text).map(problem => `${folder} ${key}: ${problem}`));
        if (key in source && topArguments(text) !== topArguments(source[key]))
          errors.push(
            `${folder}: ${language} ${key} has other arguments than es: ${topArguments(text)} / ${topArguments(source[key])}`
          );
      }
    }
  }
  if (errors.length) throw new Error('messages:\n  ' + errors.join('\n  '));
  return counts.length ? counts.join('; ') : 'no message is missing';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(checkMessages());
