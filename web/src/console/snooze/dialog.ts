let fetched: Promise<typeof import('./SnoozeDialog.svelte')> | undefined;

/** Fetched once the screen shows what it is about, and kept: keys that are pressed one after the other are then all for the dialog. */
export const snoozeDialog = () =>
  (fetched ??= import('./SnoozeDialog.svelte').catch((problem: unknown) => {
    fetched = undefined;
    throw problem;
  }));
