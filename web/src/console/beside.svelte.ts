const look = 50;
const most = 5_000;

function painted(then: () => void): void {
  if (document.hidden) then();
  else requestAnimationFrame(() => setTimeout(then));
}

/**
 * When it is the turn of what is beside the screen: counts, saved views, the bell, whether mail is late. On a slow line
 * these would delay the screen with which the visit begins, so they wait until it shows what it is about (ux.md §13).
 */
export class Beside {
  now = $state(false);

  /** Waits for the screen in `main`: its heading is painted and nothing in it is busy, or that has taken too long. */
  watch(main: HTMLElement): () => void {
    const end = Date.now() + most;
    const timer = setInterval(() => {
      const shows = main.querySelector('h1') && !main.querySelector('[aria-busy="true"]');
      if (!shows && Date.now() < end) return;
      clearInterval(timer);
      painted(() => (this.now = true));
    }, look);
    return () => clearInterval(timer);
  }
}

export const beside = new Beside();
