import { beforeEach, describe, expect, it } from 'vitest';

import { operation } from '$lib/components/promotion/samples';
import type { OperationResult } from '$lib/ipc/generated/OperationResult';
import { dismissAll, toasts } from '$lib/state/toasts.svelte';

import { tellResults } from './told';

function result(clientName: string, overrides: Partial<OperationResult> = {}): OperationResult {
  const { operationId, clientId, state, rehearsal, proof, conflict, problem } = operation({
    state: 'already_done',
  });
  const named = { ...rehearsal, clientName };
  return { operationId, clientId, state, rehearsal: named, proof, conflict, problem, ...overrides };
}

describe('what came of operations', () => {
  beforeEach(dismissAll);

  it('is well only when all is well', () => {
    tellResults([result('Uno')]);
    tellResults([result('Uno'), result('Dos', { state: 'refused' })]);
    expect(toasts().map(({ tone }) => tone)).toEqual(['ok', 'error']);
  });

  it('names a few, what is not well first', () => {
    const problem = { code: 'refused', message: 'No se puede.', retryable: false } as const;
    const well = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => result(name));
    tellResults([...well, result('Última', { state: 'refused', problem })]);
    expect(toasts().map(({ title }) => title)).toEqual(['7 operaciones intentadas']);
    expect(toasts().map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Última: Rechazada\. No se puede\.; A: .*; 2 más en Operaciones$/),
    ]);
  });
});
