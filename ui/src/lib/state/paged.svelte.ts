import { IpcError, listen } from '$lib/ipc';
import type { Page } from '$lib/ipc/generated/Page';
import type { Slice } from '$lib/ipc/generated/Slice';
import type { Topic } from '$lib/ipc/generated/Topic';

const SIZE = 100;
/** Questions under way at once. */
const AT_ONCE = 2;
/** Pages kept; those far from the eye are asked for again. */
const KEPT = 40;

/**
 * A long list read page by page, as far as one looks. Pages stay on screen while newer ones are on their way.
 * Make it inside a component.
 */
export class PagedRows<Row> {
  total = $state(0);
  /** Rows without filters. */
  all = $state(0);
  error = $state.raw<IpcError | undefined>(undefined);
  /** Whether there is an answer to show, be it to the question before. */
  ready = $state(false);
  /** Whether the present question takes long enough to be said. */
  slow = $state(false);

  readonly #ask: (slice: Slice) => Promise<Page<Row>>;
  #pages = $state.raw(new Map<number, Row[]>());
  #asked = new Set<number>();
  #underWay = 0;
  #turn = 0;
  /** The turn whose first answer takes the place of what there is. */
  #replacing = 0;
  /** Whether the rows in view answer the same question, so that each may stay until its own replacement comes. */
  #sameQuestion = false;
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

  /** Asks for what is not there yet between two rows. Whoever scrolls past rows has not asked for them. */
  ensure = (start: number, end: number): void => {
    this.#near = [Math.floor(start / SIZE), Math.floor(end / SIZE)];
    this.#askNext();
  };

  /** The question changed. What is in view stays until the first answer takes its place. */
  restart = (): void => {
    this.#begin(false);
    this.#near = [0, 0];
    this.#askNext();
  };

  /** The same question again; the rows in view stay until they are replaced. */
  reload = (): void => {
    this.#begin(true);
    this.#askNext();
  };

  #begin(sameQuestion: boolean) {
    this.#sameQuestion = sameQuestion;
    this.#turn += 1;
    this.#replacing = this.#turn;
    this.#asked.clear();
    this.#underWay = 0;
  }

  #askNext() {
    for (let page = this.#near[0]; page <= this.#near[1]; page++) {
      if (this.#underWay >= AT_ONCE) return;
      if (!this.#asked.has(page)) void this.#fetch(page);
    }
  }

  async #fetch(page: number): Promise<void> {
    const turn = this.#turn;
    this.#asked.add(page);
    this.#underWay += 1;
    const timer = setTimeout(() => {
      if (turn === this.#turn && (!this.ready || this.#replacing === turn)) this.slow = true;
    }, 100);
    try {
      const { data, total, all } = await this.#ask({ offset: page * SIZE, limit: SIZE });
      if (turn !== this.#turn) return;
      this.#take(page, data);
      this.total = total;
      this.all = all;
      this.error = undefined;
      this.ready = true;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.#asked.delete(page);
      this.error = IpcError.from(cause);
      // Rows that answer another question do not stand under this one.
      if (this.#replacing === turn) this.ready = false;
    } finally {
      clearTimeout(timer);
      if (turn === this.#turn) {
        this.slow = false;
        this.#underWay -= 1;
        if (!this.error) this.#askNext();
      }
    }
  }

  #take(page: number, data: Row[]) {
    const [first, last] = this.#near;
    const stays = (known: number) => this.#sameQuestion && known >= first && known <= last;
    const pages = new Map(
      this.#replacing === this.#turn ? [...this.#pages].filter(([known]) => stays(known)) : this.#pages,
    );
    this.#replacing = 0;
    pages.set(page, data);
    if (pages.size > KEPT) {
      const middle = (first + last) / 2;
      const far = [...pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle))[0];
      if (far !== undefined && far !== page) {
        pages.delete(far);
        this.#asked.delete(far);
      }
    }
    this.#pages = pages;
  }
}
