import type { FindingName } from '$lib/ipc/generated/FindingName';
import type { FindingView } from '$lib/ipc/generated/FindingView';

/** By what a finding is known: rules make findings anew, and these parts stay. */
export function nameOf({ clientId, householdId, code, field, value }: FindingView): FindingName {
  return { clientId, householdId, code, field, value };
}

/** Whether something is left to do about it: it is not accepted, no false alarm, or its value changed since. */
export function isOpen({ disposition }: FindingView): boolean {
  return disposition === null || disposition.lapsed || disposition.kind === 'to_fix';
}
