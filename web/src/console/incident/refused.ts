import { ApiProblem } from '$lib/api/client';
import type { Incident } from '../words';
import { acts } from './acts';
import { modes } from './modes';
import { may, type IncidentView } from './view.svelte';

/** Refusals that hang on how the incident is now. */
const codes = ['not-allowed-in-status', 'conflict', 'resolution-changed'];

export const isRefused = (problem: unknown): boolean =>
  problem instanceof ApiProblem && problem.status === 409 && codes.includes(problem.code);

/** Does an act; where it is refused, what is there now is read before anybody is told. */
export async function refusable<T>(view: IncidentView, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (problem) {
    if (isRefused(problem)) await view.refresh().catch(() => {}); // the refusal is what is told
    throw problem;
  }
}

/** Acts that begin on the incident's page, with the message of their words. */
const begun: { act: string; label: string }[] = [
  { act: 'take', label: 'act.take' },
  ...modes.map(mode => ({ act: mode.act, label: `write.${mode.name}` })),
  ...['propose', 'assign', 'snooze', 'merge'].map(act => ({ act, label: `act.${act}` })),
  ...acts.map(({ name }) => ({ act: name, label: `act.${name}` }))
];

/** What the person can do with it now. */
export const possible = (incident: Incident | null): { act: string; label: string }[] =>
  begun.filter(({ act }) => may(incident, act));
