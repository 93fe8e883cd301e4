import { ApiProblem } from './api/problem';
import { has, t } from './i18n/index.svelte';

/** The text for a problem as a whole, by its code. */
export function problemText(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return t('problem.internal');
  if (problem.code === 'too-many-requests' || problem.code === 'overloaded')
    return t(`problem.${problem.code}`, { seconds: problem.retryAfter ?? 60 });
  return has(`problem.${problem.code}`) ? t(`problem.${problem.code}`) : t('problem.internal');
}
