import { invoke, IpcError } from '$lib/ipc';
import type { SearchHit } from '$lib/ipc/generated/SearchHit';

/** Fewest characters that are looked for. */
const FEWEST = 2;
const MOST_HITS = 20;
/** A pasted text longer than this is no name and no identifier. */
const LONGEST = 120;

/** A pasted text as it is looked for: one line, single spaces; nothing when it cannot be a name or an identifier. */
export function pastedText(raw: string): string | undefined {
  const text = raw.replace(/\s+/g, ' ').trim();
  return text.length >= FEWEST && text.length <= LONGEST ? text : undefined;
}

/**
 * What is typed and what is found. Hits stay until the next answer comes; an answer that a later question overtook is
 * dropped.
 */
export class Search {
  text = $state('');
  hits = $state.raw<SearchHit[]>([]);
  total = $state(0);
  problem = $state.raw<IpcError | undefined>(undefined);
  /** The text that the hits answer. */
  answered = $state('');

  #turn = 0;
  #answer: Promise<void> = Promise.resolve();

  /** Whether there is enough to look for. */
  get asks(): boolean {
    return this.text.trim().length >= FEWEST;
  }

  /** Whether the hits are those of what is typed now. */
  get settled(): boolean {
    return !this.asks || this.answered === this.text.trim();
  }

  /** The text changed. */
  look(): Promise<void> {
    this.#answer = this.#ask(++this.#turn);
    return this.#answer;
  }

  /** Waits for the answer to what is typed now: whoever presses Enter means that one. */
  async settle(): Promise<void> {
    let awaited;
    do {
      awaited = this.#answer;
      await awaited;
    } while (awaited !== this.#answer);
  }

  /** Looks for a pasted text; gives the client when an identifier names one and no other. */
  async paste(text: string): Promise<SearchHit | undefined> {
    this.text = text;
    const turn = this.#turn + 1;
    await this.look();
    const [hit] = this.hits;
    if (turn !== this.#turn || this.problem || this.total !== 1 || !hit) return undefined;
    return hit.matched.some((field) => field !== 'name') ? hit : undefined;
  }

  clear(): void {
    this.#turn += 1;
    this.text = '';
    this.#forget();
  }

  async #ask(turn: number): Promise<void> {
    const text = this.text.trim();
    if (!this.asks) {
      this.#forget();
      return;
    }
    try {
      const found = await invoke('search', { text, limit: MOST_HITS });
      if (turn !== this.#turn) return;
      this.hits = found.data;
      this.total = found.total;
      this.answered = text;
      this.problem = undefined;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.#forget();
      this.answered = text;
      this.problem = IpcError.from(cause);
    }
  }

  #forget() {
    this.hits = [];
    this.total = 0;
    this.answered = '';
    this.problem = undefined;
  }
}
