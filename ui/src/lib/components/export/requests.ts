import type { ClientQuery } from '$lib/ipc/generated/ClientQuery';
import type { FindingQuery } from '$lib/ipc/generated/FindingQuery';
import type { HouseholdQuery } from '$lib/ipc/generated/HouseholdQuery';
import type { OperationQuery } from '$lib/ipc/generated/OperationQuery';

const WHOLE = { offset: 0, limit: 1000 };

/** Every household, by name. */
export function anyHousehold(): HouseholdQuery {
  return {
    text: null,
    defect: null,
    worst: null,
    kind: null,
    review: null,
    sort: 'name',
    descending: false,
    slice: WHOLE,
  };
}

/** Every client the server still has, by name. */
export function anyClient(): ClientQuery {
  return {
    text: null,
    kind: null,
    primary: null,
    orphans: false,
    gone: false,
    worst: null,
    sort: 'name',
    descending: false,
    slice: WHOLE,
  };
}

/** Every finding, the worst first. */
export function anyFinding(): FindingQuery {
  return {
    severity: null,
    code: null,
    scope: null,
    clientId: null,
    householdId: null,
    lastDays: null,
    beforeDays: null,
    decided: null,
    slice: WHOLE,
  };
}

/** Every operation, the newest first. */
export function anyOperation(): OperationQuery {
  return { state: null, clientId: null, slice: WHOLE };
}
