import { IpcError, listen } from '$lib/ipc';
import type { Page } from '$lib/ipc/generated/Page';
import type { Slice } from '$lib/ipc/generated/Slice';
import type { Topic } from '$lib/ipc/generated/Topic';

const SIZE = 100;

/**
 * A long list read page by page, as far as one looks. Pages stay on screen while newer ones are on their way.
 * Make it inside a component.
 */
export class PagedRows<Row> {
  total = $state(0);
  /** Rows without filters. */
  all = $state(0);
  error = $state.raw<IpcError | undefined>(undefined);
  /** Whether an answer to the present question has come. */
  ready = $state(false);
  slow = $state(false);

  readonly #ask: (slice: Slice) => Promise<Page<Row>>;
  #pages = $state.raw(new Map<number, Row[]>());
  #asked = new Set<number>();
  #turn = 0;
  #near: [number, number] = [0, 0];

  constructor(ask: (slice: Slice) => Promise<Page<Row>>, topics: Topic[] = []) {
    this.#ask = ask;
    if (topics.length > 0) {
      $effect(() =>
        listen('changed', (topic) => {
          if (topics.includes(topic)) this.reload();
        }),
      );
    }
  }

  rowAt = (index: number): Row | undefined => this.#pages.get(Math.floor(index / SIZE))?.[index % SIZE];

  /** Asks for what is not there yet between two rows. */
  ensure = (start: number, end: number): void => {
    this.#near = [Math.floor(start / SIZE), Math.floor(end / SIZE)];
    for (let page = this.#near[0]; page <= this.#near[1]; page++) {
      if (!this.#asked.has(page)) void this.#fetch(page);
    }
  };

  /** The question changed: what was read answers another one. */
  restart = (): void => {
    this.#turn += 1;
    this.#asked.clear();
    this.ready = false;
    this.#near = [0, 0];
    void this.#fetch(0, true);
  };

  /** The same question again; the rows in view stay until they are replaced. */
  reload = (): void => {
    this.#turn += 1;
    this.#asked.clear();
    const [first, last] = this.#near;
    for (let page = first; page <= last; page++) void this.#fetch(page, page === first);
  };

  async #fetch(page: number, replace = false): Promise<void> {
    const turn = this.#turn;
    this.#asked.add(page);
    const timer = setTimeout(() => {
      if (turn === this.#turn && !this.ready) this.slow = true;
    }, 100);
    try {
      const { data, total, all } = await this.#ask({ offset: page * SIZE, limit: SIZE });
      if (turn !== this.#turn) return;
      const pages = replace ? new Map<number, Row[]>() : new Map(this.#pages);
      pages.set(page, data);
      this.#pages = pages;
      this.total = total;
      this.all = all;
      this.error = undefined;
      this.ready = true;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.#asked.delete(page);
      this.error = IpcError.from(cause);
    } finally {
      clearTimeout(timer);
      if (turn === this.#turn) this.slow = false;
    }
  }
}
