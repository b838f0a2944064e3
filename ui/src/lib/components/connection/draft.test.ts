import { describe, expect, it } from 'vitest';

import type { ApiOperation } from '$lib/ipc/generated/ApiOperation';
import type { ConnectionSettings } from '$lib/ipc/generated/ConnectionSettings';

import { ConnectionDraft } from './draft.svelte';

const list: ApiOperation = {
  name: 'clients.list',
  mark: 'inferred',
  isWrite: false,
  method: 'POST',
  path: '/clients/list',
};
const kept: ConnectionSettings = {
  requestsAtOnce: 4,
  requestsPerSecond: 100,
  tries: 6,
  connectMilliseconds: 10_000,
  answerMilliseconds: 30_000,
  requestMilliseconds: 120_000,
  firstDelayMilliseconds: 250,
  longestDelayMilliseconds: 60_000,
  network: { proxy: { way: 'address', address: 'http://127.0.0.1:3128' }, certificateAuthority: null },
  operations: { operations: { 'clients.list': { path: '/v2/clients' } }, wrappers: { update: null } },
};

describe('the draft of the connection settings', () => {
  it('gives back what it took, spelled out', () => {
    expect(new ConnectionDraft(kept, [list]).settings).toEqual({
      ...kept,
      operations: {
        operations: { 'clients.list': { method: 'POST', path: '/v2/clients' } },
        wrappers: { update: null },
      },
    });
  });

  it('keeps nothing of an operation that is as in the contract again', () => {
    const draft = new ConnectionDraft({ ...kept, operations: {} }, [list]);
    draft.operations.replace(list, { method: 'GET' });
    expect(draft.operations.isReplaced(list)).toBe(true);
    draft.operations.replace(list, { method: 'POST' });
    expect(draft.operations.isReplaced(list)).toBe(false);
    expect(draft.settings.operations).toEqual({});
  });

  it('shows times in seconds and keeps them in milliseconds', () => {
    const draft = new ConnectionDraft(kept, [list]);
    expect(draft.numbers.firstDelayMilliseconds).toBe('0.25');
    draft.numbers.firstDelayMilliseconds = '1,5';
    expect(draft.settings.firstDelayMilliseconds).toBe(1500);
  });

  it('leaves it to the core to refuse what is no number', () => {
    const draft = new ConnectionDraft(kept, [list]);
    draft.numbers.tries = 'muchos';
    expect(draft.settings.tries).toBe(0);
  });
});
