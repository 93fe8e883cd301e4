import { announcer } from '$lib/announce.svelte';
import { problemText } from '$lib/problem-text';

/** Why something was refused that has no place of its own on the screen: said at once, and shown for a moment. */
export function tell(problem: unknown): void {
  announcer.fail(problemText(problem));
}
