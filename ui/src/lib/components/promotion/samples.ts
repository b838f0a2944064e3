import type { OperationResult } from '$lib/ipc/generated/OperationResult';
import type { OperationView } from '$lib/ipc/generated/OperationView';
import type { RehearsalView } from '$lib/ipc/generated/RehearsalView';

/** Made-up operations for tests. */

const AT = '2026-11-23T18:00:00Z';

export function rehearsal(environment: 'test' | 'live' = 'test'): RehearsalView {
  const anchor = {
    clientId: 'aceros',
    name: 'Aceros del Norte',
    isPrimary: true,
    depth: 0,
    relationshipType: null,
  };
  const irene = {
    clientId: 'irene',
    name: 'Irene Solís',
    isPrimary: false,
    depth: 1,
    relationshipType: 'legal_representative',
  };
  return {
    clientName: 'Irene Solís',
    request: { method: 'POST', path: '/clients/irene/promote', environment, body: null },
    known: ['El cliente irene quedará como principal'],
    expected: ['Conserva su vínculo con Aceros del Norte'],
    unknown: ['Si Artu revisa antes los campos obligatorios'],
    warnings: [],
    before: [{ id: 'aceros', name: 'Aceros del Norte', members: [anchor, irene] }],
    after: [
      { id: 'aceros', name: 'Aceros del Norte', members: [anchor, { ...irene, isPrimary: true }] },
      {
        id: 'irene',
        name: 'Irene Solís',
        members: [{ ...irene, isPrimary: true, depth: 0, relationshipType: null }],
      },
    ],
    baseUpdatedAt: AT,
    asOf: AT,
  };
}

export function result(parts: Partial<OperationResult> = {}, environment?: 'test' | 'live'): OperationResult {
  return {
    operationId: null,
    clientId: 'irene',
    state: 'rehearsed',
    rehearsal: rehearsal(environment),
    proof: null,
    conflict: [],
    problem: null,
    ...parts,
  };
}

export function proven(same = true): OperationResult {
  return result({
    operationId: 'op-1',
    state: 'proven',
    proof: {
      readAt: AT,
      same,
      rows: [
        { what: 'Principal', announced: 'sí', readBack: 'sí', same: true },
        { what: 'Vínculos', announced: '1', readBack: same ? '1' : '0', same },
      ],
    },
  });
}

export function operation(parts: Partial<OperationView> = {}): OperationView {
  return {
    operationId: 'op-1',
    kind: 'promote',
    clientId: 'irene',
    clientName: 'Irene Solís',
    state: 'waiting',
    reason: 'Firma su propio contrato',
    analyst: 'Ana Ríos',
    createdAt: AT,
    sentAt: null,
    finishedAt: null,
    rehearsal: rehearsal(),
    proof: null,
    conflict: [],
    problem: null,
    ...parts,
  };
}
