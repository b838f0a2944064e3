import type { FindingName } from '$lib/ipc/generated/FindingName';
import type { FindingView } from '$lib/ipc/generated/FindingView';

/** By what a finding is known: rules make findings anew, and these parts stay. */
export function nameOf({ clientId, householdId, code, field, value }: FindingView): FindingName {
  return { clientId, householdId, code, field, value };
}

/** Keys that follow each finding of a list through its reloads; of findings with one name, the first is the first again. */
export function keysOf(findings: FindingView[]): string[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const name = JSON.stringify(nameOf(finding));
    const before = counts.get(name) ?? 0;
    counts.set(name, before + 1);
    return `${name} ${String(before)}`;
  });
}

/** Whether something is left to do about it: it is not accepted, no false alarm, or its value changed since. */
export function isOpen({ disposition }: FindingView): boolean {
  return disposition === null || disposition.lapsed || disposition.kind === 'to_fix';
}
