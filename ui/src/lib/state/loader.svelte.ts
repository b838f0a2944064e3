import { IpcError, listen } from '$lib/ipc';
import type { Topic } from '$lib/ipc/generated/Topic';

/**
 * Asks the core for something and keeps the answer: loading, error or data.
 *
 * Data stays on screen while it is asked for again, and an answer that was overtaken by a later one is dropped.
 * Make it inside a component: it reloads on the given topics until the component goes.
 */
export class Loader<T> {
  data = $state.raw<T | undefined>(undefined);
  error = $state.raw<IpcError | undefined>(undefined);
  loading = $state(false);
  /** Whether it takes long enough to show a skeleton. */
  slow = $state(false);

  readonly #ask: () => Promise<T>;
  #turn = 0;

  constructor(ask: () => Promise<T>, topics: Topic[] = []) {
    this.#ask = ask;
    if (topics.length > 0) {
      $effect(() =>
        listen('changed', (topic) => {
          if (topics.includes(topic)) void this.load();
        }),
      );
    }
  }

  /** Asks, or asks again. */
  load = async (): Promise<void> => {
    const turn = ++this.#turn;
    this.loading = true;
    const timer = setTimeout(() => {
      if (turn === this.#turn) this.slow = true;
    }, 100);
    try {
      const data = await this.#ask();
      if (turn !== this.#turn) return;
      this.data = data;
      this.error = undefined;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.error = IpcError.from(cause);
    } finally {
      clearTimeout(timer);
      if (turn === this.#turn) {
        this.loading = false;
        this.slow = false;
      }
    }
  };
}
