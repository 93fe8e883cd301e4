/** The time that clocks on the page go by. */
class Minute {
  now = $state.raw(new Date());
  constructor() {
    if (typeof window !== 'undefined') setInterval(() => (this.now = new Date()), 60_000);
  }
}

export const minute = new Minute();
