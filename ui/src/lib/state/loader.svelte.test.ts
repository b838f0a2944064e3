import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { setTransport, type IpcError } from '$lib/ipc';
import { FixtureTransport } from '$lib/ipc/fixtures/transport';

import { Loader } from './loader.svelte';
import { PagedRows } from './paged.svelte';

let transport: FixtureTransport;
let stop: (() => void) | undefined;

beforeEach(() => {
  transport = new FixtureTransport();
  setTransport(transport);
  vi.useFakeTimers();
});

afterEach(() => {
  stop?.();
  vi.useRealTimers();
});

/** Makes something as a component would, and lets its effects run. */
function within<T>(make: () => T): T {
  let made: T | undefined;
  stop = $effect.root(() => {
    made = make();
  });
  flushSync();
  return made as T;
}

/** A promise and the ways to end it. */
function pending<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (cause: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe('a loader', () => {
  it('shows a skeleton only when the answer takes longer than a moment', async () => {
    const answer = pending<number>();
    const loader = within(() => new Loader(() => answer.promise));
    void loader.load();
    expect([loader.loading, loader.slow]).toEqual([true, false]);
    vi.advanceTimersByTime(101);
    expect(loader.slow).toBe(true);
    answer.resolve(7);
    await vi.runAllTimersAsync();
    expect([loader.data, loader.loading, loader.slow]).toEqual([7, false, false]);
  });

  it('keeps what it has while it asks again, and when that fails', async () => {
    const ask = vi.fn<() => Promise<number>>().mockResolvedValueOnce(1);
    const loader = within(() => new Loader(ask));
    await loader.load();
    ask.mockRejectedValueOnce({ code: 'offline', message: 'Sin red', retryable: true });
    await loader.load();
    expect(loader.data).toBe(1);
    expect((loader.error as IpcError).code).toBe('offline');
    ask.mockResolvedValueOnce(2);
    await loader.load();
    expect([loader.data, loader.error]).toEqual([2, undefined]);
  });

  it('drops an answer that a later one overtook', async () => {
    const slow = pending<string>();
    const ask = vi.fn<() => Promise<string>>().mockReturnValueOnce(slow.promise).mockResolvedValueOnce('new');
    const loader = within(() => new Loader(ask));
    void loader.load();
    await loader.load();
    slow.resolve('old');
    await vi.runAllTimersAsync();
    expect(loader.data).toBe('new');
  });

  it('asks again when its topic changed, and no other', async () => {
    const ask = vi.fn(() => Promise.resolve(0));
    within(() => new Loader(ask, ['operations']));
    await vi.runAllTimersAsync();
    transport.emit('changed', 'clients');
    expect(ask).not.toHaveBeenCalled();
    transport.emit('changed', 'operations');
    expect(ask).toHaveBeenCalledOnce();
    stop?.();
    transport.emit('changed', 'operations');
    expect(ask).toHaveBeenCalledOnce();
  });

  it('says what failed outside the core as a fault of the program', async () => {
    const loader = within(() => new Loader(() => Promise.reject(new TypeError('x'))));
    await loader.load();
    expect(loader.error?.code).toBe('internal');
    expect(loader.error?.message).toBe('');
  });
});

describe('a paged list', () => {
  const whole = Array.from({ length: 1234 }, (_, index) => index);
  const ask = vi.fn(({ offset, limit }: { offset: number; limit: number }) =>
    Promise.resolve({ data: whole.slice(offset, offset + limit), total: whole.length, all: 2000 }),
  );

  it('reads the pages one looks at and no others', async () => {
    ask.mockClear();
    const rows = within(() => new PagedRows(ask));
    rows.restart();
    await vi.runAllTimersAsync();
    expect([rows.total, rows.all, rows.rowAt(5), rows.rowAt(805)]).toEqual([1234, 2000, 5, undefined]);
    rows.ensure(795, 805);
    rows.ensure(796, 806);
    await vi.runAllTimersAsync();
    expect([rows.rowAt(795), rows.rowAt(805)]).toEqual([795, 805]);
    expect(ask.mock.calls.map(([{ offset }]) => offset)).toEqual([0, 700, 800]);
  });

  it('keeps the rows in view when the question changes, until its answer comes', async () => {
    const late = pending<{ data: number[]; total: number; all: number }>();
    const question = vi
      .fn<() => Promise<{ data: number[]; total: number; all: number }>>()
      .mockResolvedValueOnce({ data: [1, 2, 3], total: 3, all: 3 })
      .mockReturnValueOnce(late.promise);
    const rows = within(() => new PagedRows(question));
    rows.restart();
    await vi.runAllTimersAsync();
    rows.restart();
    expect([rows.ready, rows.rowAt(0), rows.total]).toEqual([true, 1, 3]);
    late.resolve({ data: [9], total: 1, all: 3 });
    await vi.runAllTimersAsync();
    expect([rows.ready, rows.rowAt(0), rows.rowAt(1), rows.total]).toEqual([true, 9, undefined, 1]);
  });

  it('shows no rows under a question that failed', async () => {
    const question = vi
      .fn<() => Promise<{ data: number[]; total: number; all: number }>>()
      .mockResolvedValueOnce({ data: [1], total: 1, all: 1 })
      .mockRejectedValueOnce({ code: 'locked', message: 'x', retryable: false });
    const rows = within(() => new PagedRows(question));
    rows.restart();
    await vi.runAllTimersAsync();
    rows.restart();
    await vi.runAllTimersAsync();
    expect([rows.ready, (rows.error as IpcError).code]).toEqual([false, 'locked']);
  });

  it('asks for nothing that was only scrolled past', async () => {
    const answers: (() => void)[] = [];
    const slow = vi.fn(
      ({ offset, limit }: { offset: number; limit: number }) =>
        new Promise<{ data: number[]; total: number; all: number }>((resolve) =>
          answers.push(() => resolve({ data: Array(limit).fill(offset) as number[], total: 1e6, all: 1e6 })),
        ),
    );
    const rows = within(() => new PagedRows(slow));
    rows.restart();
    for (let at = 0; at < 900_000; at += 5_000) rows.ensure(at, at + 30);
    rows.ensure(900_000, 900_030);
    expect(slow.mock.calls.length).toBe(2);
    while (answers.length > 0) {
      answers.shift()?.();
      await vi.runAllTimersAsync();
    }
    expect(slow.mock.calls.map(([{ offset }]) => offset)).toEqual([0, 5_000, 900_000]);
    expect(rows.rowAt(900_000)).toBe(900_000);
  });

  it('keeps the rows in view until newer ones have come', async () => {
    const rows = within(() => new PagedRows(ask));
    rows.restart();
    await vi.runAllTimersAsync();
    rows.reload();
    expect(rows.rowAt(0)).toBe(0);
    await vi.runAllTimersAsync();
    expect(rows.rowAt(0)).toBe(0);
  });
});
