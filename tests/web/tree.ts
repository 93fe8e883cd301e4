import type { Page } from 'playwright-core';

/** The subject of what `furnish` opens: what is not of it is the demonstration's, whose order and dates differ. */
export const own = 'La tetera';

const months =
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|ene|feb|mar|abr|may|jun|jul|ago|sept?|oct|nov|dic|' +
  'January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec';
const weekdays =
  'lunes|martes|miércoles|jueves|viernes|sábado|domingo|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday';

/** What differs from run to run and from day to day. */
const volatile: [RegExp, string][] = [
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, 'ID'],
  [/\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/gi, 'KEY'],
  [new RegExp(`((${weekdays}),? )?\\d+ (de )?(${months})( de)?( \\d{4})?`, 'g'), 'DATE'],
  [/\d+([.,:]\d+)*/g, 'N'],
  [/\bN (incidencia|incident)s?\b/g, 'N $1s'],
  [/(Lo que más: ).+ \(N\)/g, '$1… (N)']
];

const depth = (line: string): number => line.search(/\S/);
const role = (line: string): string => /^\s*- (?:'|")?(\w+)/.exec(line)?.[1] ?? '';
const repeated = ['row', 'listitem', 'article', 'option'];
const most = 12; // siblings of a role: a screen is told by what some of them are like

/** The lines of an element and of what is in it. */
function elementAt(lines: string[], start: number): string[] {
  const end = lines.findIndex((line, at) => at > start && depth(line) <= depth(lines[start] ?? ''));
  return lines.slice(start, end < 0 ? undefined : end);
}

const isOfTheDemonstration = (element: string[]): boolean => {
  const text = element.join('\n');
  const isIncident = /\/url: \/(consola\/)?i\/KEY/.test(text) || /^\s*- option "[^"]+ · /.test(text);
  return isIncident && !text.includes(own) && element.length < 30;
};

function shortened(lines: string[]): string[] {
  const kept: string[] = [];
  const counts: { role: string; count: number }[] = []; // by depth: the run that is under way
  for (let at = 0; at < lines.length; ++at) {
    const line = lines[at] ?? '';
    const here = depth(line);
    counts.length = here + 1;
    const name = role(line);
    const run = counts[here];
    const count = run?.role === name ? run.count + 1 : 1;
    counts[here] = { role: name, count };
    const element = elementAt(lines, at);
    if (repeated.includes(name) && (count > most || isOfTheDemonstration(element))) {
      const left = `${' '.repeat(here)}- …`;
      if (kept.at(-1) !== left) kept.push(left);
      at += element.length - 1;
    } else kept.push(line);
  }
  return kept;
}

/** Waits until nothing is asked of the server and nothing changes. */
async function settled(page: Page, inFlight: Set<unknown>): Promise<void> {
  do {
    await page.evaluate(
      () =>
        new Promise<void>(done => {
          let timer = setTimeout(done, 150);
          new MutationObserver(() => {
            clearTimeout(timer);
            timer = setTimeout(done, 150);
          }).observe(document.body, {
            subtree: true,
            childList: true,
            characterData: true
          });
        })
    );
  } while (inFlight.size || (await page.locator('[aria-busy="true"]').count()));
}

/** What the page asks for and has not got yet, but for a stream, which has no end. */
export function watchRequests(page: Page): Set<unknown> {
  const inFlight = new Set<unknown>();
  page.on('request', request => {
    if (!new URL(request.url()).pathname.endsWith('/events')) inFlight.add(request);
  });
  page.on('requestfinished', request => inFlight.delete(request));
  page.on('requestfailed', request => inFlight.delete(request));
  return inFlight;
}

/** The page as assistive tools are told it, without what differs from run to run. */
export async function treeOf(page: Page, inFlight: Set<unknown>): Promise<string> {
  await settled(page, inFlight);
  await page.evaluate(() => {
    for (const time of document.querySelectorAll('time')) time.textContent = 'TIME';
  });
  let tree = await page.locator('body').ariaSnapshot();
  for (const [pattern, name] of volatile) tree = tree.replace(pattern, name);
  return `${shortened(tree.split('\n')).join('\n')}\n`;
}
