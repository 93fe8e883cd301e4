import type { Incident } from './filters';

/** What the API takes. */
export const mostTags = 20;
export const longestTag = 40;

/** Tags as people write them, with commas between. */
export const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map(tag => tag.trim())
      .filter(Boolean)
  )
];

/** The tags of several incidents, by name, with how many have each. */
export function tagCounts(incidents: Incident[]): { tag: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const tag of incidents.flatMap(one => one.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].map(([tag, count]) => ({ tag, count })).sort((a, b) => a.tag.localeCompare(b.tag, 'es'));
}

export interface Retag {
  add: string[];
  remove: string[];
}

/** The API takes a whole set: what an incident has by now, without what goes and with what comes. */
export const retagged = (tags: string[], { add, remove }: Retag): string[] =>
  [...new Set([...tags.filter(tag => !remove.includes(tag)), ...add])].sort();

export const isRetagged = ({ tags }: Incident, retag: Retag): boolean =>
  JSON.stringify(retagged(tags, retag)) !== JSON.stringify([...tags].sort());
