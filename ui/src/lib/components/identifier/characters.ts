import type { IdentifierView } from '$lib/ipc/generated/IdentifierView';
import type { Severity } from '$lib/ipc/generated/Severity';

/** One character of an identifier, with the weight of the worst remark that speaks of it. */
export interface Character {
  text: string;
  /** Its place in the normalised value, from 0. */
  index: number;
  severity: Severity | null;
}

const WEIGHT: Record<Severity, number> = { info: 1, warn: 2, error: 3 };

/** The heavier of two severities. */
export function worse(a: Severity | null, b: Severity | null): Severity | null {
  if (a === null || b === null) return a ?? b;
  return WEIGHT[a] >= WEIGHT[b] ? a : b;
}

/**
 * Splits an identifier into the groups it is read in. Places count characters, not UTF-16 units, because that is how the
 * remarks count them. When the grouped form does not spell the value, the value is shown as one group: what is stored
 * must never be shown altered.
 */
export function groupsOf(identifier: Pick<IdentifierView, 'value' | 'grouped' | 'marks'>): Character[][] {
  const severities = severityByPlace(identifier.marks);
  const value = Array.from(identifier.value);
  const groups: Character[][] = [[]];
  let index = 0;
  for (const text of Array.from(identifier.grouped)) {
    if (text === value[index]) {
      groups.at(-1)?.push({ text, index, severity: severities.get(index) ?? null });
      index += 1;
    } else if (text.trim() === '') {
      groups.push([]);
    } else {
      return [ungrouped(value, severities)];
    }
  }
  if (index !== value.length) return [ungrouped(value, severities)];
  return groups.filter((group) => group.length > 0);
}

/** The heaviest remark that speaks of the identifier as a whole. */
export function wholeSeverity(marks: IdentifierView['marks']): Severity | null {
  return marks
    .filter((mark) => mark.positions.length === 0)
    .reduce<Severity | null>((worst, mark) => worse(worst, mark.severity), null);
}

/** The characters of a run, counted as characters. */
export function slice(value: string, start: number, end: number): string {
  return Array.from(value).slice(start, end).join('');
}

function severityByPlace(marks: IdentifierView['marks']): Map<number, Severity> {
  const places = new Map<number, Severity>();
  for (const mark of marks) {
    for (const place of mark.positions) {
      const severity = worse(places.get(place) ?? null, mark.severity);
      if (severity !== null) places.set(place, severity);
    }
  }
  return places;
}

function ungrouped(value: string[], severities: Map<number, Severity>): Character[] {
  return value.map((text, index) => ({ text, index, severity: severities.get(index) ?? null }));
}
