import { BaseSequencer } from 'vitest/node';

/** The journeys that take longest, the longest first. */
const longest = ['console-screens', 'layers', 'screens', 'console-panel', 'console-snooze'];

const rank = ({ moduleId }) => {
  const at = longest.findIndex(name => moduleId.endsWith(`/${name}.test.ts`));
  return at < 0 ? longest.length : at;
};

/** At the end a long one would run alone while the other processor waits. */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
