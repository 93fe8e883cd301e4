import { getContext, setContext } from 'svelte';

const key = Symbol('acts');

/** Says, for the components below, whether acts wait: what changes something cannot be pressed. Call it while one starts. */
export const pauseActs = (paused: () => boolean): void => void setContext(key, paused);

/** Whether acts wait. Call it while a component starts. */
export const actsPaused = (): (() => boolean) => getContext<(() => boolean) | undefined>(key) ?? (() => false);

/** The id of what says why acts wait, for the buttons that do. */
export const waits = 'acts-wait';
