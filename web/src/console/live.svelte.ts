import { listen, type LiveEvent } from '$lib/live';
import { unreadQuery } from './notices/notices';
import { client, viewsQuery } from './queries.svelte';

type Hearer = (event: LiveEvent | null) => void;

/** The server's word that this employee has something to read. */
const noticeMade = 'notice.made';

const countAgain = 2_000;

const lookForNotices = () => void client.invalidateQueries({ queryKey: unreadQuery.queryKey });

/** What happens to incidents while somebody looks: heard once, told to the screens that are open. */
class Live {
  /** Since when nothing was heard; null while the stream is open. */
  lostSince = $state<number | null>(null);
  #hearers = new Set<Hearer>();
  #stop: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  start(account: string): void {
    this.#stop ??= listen('/api/v1/events', `employee-${account}`, message => {
      if (message.kind === 'state') {
        this.lostSince = message.lostSince;
        return;
      }
      const event = message.kind === 'event' ? message.event : null;
      if (event?.type === noticeMade) {
        lookForNotices();
        return;
      }
      if (!event) lookForNotices();
      // Many events in a row count once.
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void client.invalidateQueries({ queryKey: viewsQuery.queryKey });
      }, countAgain);
      this.#hearers.forEach(hear => hear(event));
    });
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
    this.lostSince = null;
  }

  /** For when something may have been missed that the stream cannot know of. */
  lookAgain(): void {
    lookForNotices();
    this.#hearers.forEach(hear => hear(null));
  }

  /** `hear` gets each event, or null when some were missed and all must be read again. */
  on(hear: Hearer): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }
}

export const live = new Live();
