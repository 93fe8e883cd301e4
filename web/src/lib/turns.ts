/** The tabs of this profile one after the other; where the browser has no locks, each at once. */
export async function inTurnOfTabs<T>(name: string, run: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(name, run) : run();
}
