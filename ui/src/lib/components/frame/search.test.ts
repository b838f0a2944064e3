import { beforeEach, describe, expect, it } from 'vitest';

import { setTransport } from '$lib/ipc';
import type { SearchHit } from '$lib/ipc/generated/SearchHit';

import { pastedText, Search } from './search.svelte';

/** Questions that wait for their answer. */
let asked: { text: string; answer: (names: string[], matched?: string) => void; fail: () => void }[];

beforeEach(() => {
  asked = [];
  setTransport({
    invoke: (_, request) =>
      new Promise((resolve, reject) => {
        asked.push({
          text: (request as { text: string }).text,
          answer: (names, matched = 'name') =>
            resolve({ data: names.map((name) => hit(name, matched)), total: names.length, all: 9 }),
          fail: () => reject({ code: 'internal', message: 'x', retryable: true }),
        });
      }),
    listen: () => Promise.resolve(() => {}),
  });
});

function hit(name: string, matched: string): SearchHit {
  return {
    clientId: name,
    name,
    type: 'individual',
    isPrimary: true,
    matched: [matched],
    households: [name],
    householdNames: [],
  };
}

function type(search: Search, text: string): Promise<void> {
  search.text = text;
  return search.look();
}

const names = (search: Search) => search.hits.map(({ name }) => name);

describe('a search', () => {
  it('keeps what it found until the next answer comes', async () => {
    const search = new Search();
    const first = type(search, 'lu');
    asked[0]?.answer(['Luna', 'Lucas']);
    await first;
    const second = type(search, 'lun');
    expect([names(search), search.settled]).toEqual([['Luna', 'Lucas'], false]);
    asked[1]?.answer(['Luna']);
    await second;
    expect([names(search), search.settled]).toEqual([['Luna'], true]);
  });

  it('drops an answer that came too late', async () => {
    const search = new Search();
    const first = type(search, 'lu');
    const second = type(search, 'lun');
    asked[1]?.answer(['Luna']);
    await second;
    asked[0]?.answer(['Lucas']);
    await first;
    expect(names(search)).toEqual(['Luna']);
  });

  it('settles on what was typed last', async () => {
    const search = new Search();
    void type(search, 'lu');
    const settled = search.settle().then(() => names(search));
    void type(search, 'lun');
    asked[0]?.answer(['Lucas']);
    asked[1]?.answer(['Luna']);
    expect(await settled).toEqual(['Luna']);
  });

  it('shows nothing old beside a failure', async () => {
    const search = new Search();
    const first = type(search, 'lu');
    asked[0]?.answer(['Luna']);
    await first;
    const second = type(search, 'lun');
    asked[1]?.fail();
    await second;
    expect([names(search), search.problem?.code]).toEqual([[], 'internal']);
  });

  it('asks nothing of a single letter', () => {
    void type(new Search(), ' l ');
    expect(asked).toEqual([]);
  });
});

describe('a pasted text', () => {
  it('leads to a client only by an identifier that is its own', async () => {
    for (const [found, matched, lands] of [
      [['Luna'], 'rfc', true],
      [['Luna'], 'name', false],
      [['Luna', 'Lucas'], 'rfc', false],
      [[], 'rfc', false],
    ] as const) {
      asked = [];
      const pasted = new Search().paste('LUJS840612PB0');
      asked[0]?.answer([...found], matched);
      expect((await pasted) !== undefined).toBe(lands);
    }
  });

  it('is looked for as one line, when it can be a name at all', () => {
    expect(pastedText(' LUJS\n 840612 ')).toBe('LUJS 840612');
    expect([pastedText('  '), pastedText('x'.repeat(121))]).toEqual([undefined, undefined]);
  });
});
