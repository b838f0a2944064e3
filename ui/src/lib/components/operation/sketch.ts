import type { HouseholdSketch } from '$lib/ipc/generated/HouseholdSketch';
import type { SketchMember } from '$lib/ipc/generated/SketchMember';

/** How a member differs between two sketches of a household. */
export type SketchChange = 'same' | 'added' | 'removed' | 'primary';

/** A household now and afterwards; one of both is missing when it comes into being or ceases. */
export interface SketchPair {
  id: string;
  name: string;
  before: MarkedMember[] | null;
  after: MarkedMember[] | null;
  changed: boolean;
}

/** A member of a sketch and how it differs from the other one. */
export interface MarkedMember {
  member: SketchMember;
  change: SketchChange;
}

/** Sets households before and after side by side, those that change first. */
export function pairs(before: HouseholdSketch[], after: HouseholdSketch[]): SketchPair[] {
  const ids = [...new Set([...before, ...after].map((sketch) => sketch.id))];
  return ids
    .map((id) => {
      const old = before.find((sketch) => sketch.id === id);
      const next = after.find((sketch) => sketch.id === id);
      const beforeMarked = old?.members.map((member) => mark(member, next, 'removed')) ?? null;
      const afterMarked = next?.members.map((member) => mark(member, old, 'added')) ?? null;
      const changed = [...(beforeMarked ?? []), ...(afterMarked ?? [])].some(
        ({ change }) => change !== 'same',
      );
      return { id, name: next?.name ?? old?.name ?? id, before: beforeMarked, after: afterMarked, changed };
    })
    .sort((a, b) => Number(b.changed) - Number(a.changed));
}

function mark(
  member: SketchMember,
  other: HouseholdSketch | undefined,
  missing: 'added' | 'removed',
): MarkedMember {
  const twin = other?.members.find((candidate) => candidate.clientId === member.clientId);
  if (twin === undefined) return { member, change: missing };
  return { member, change: twin.isPrimary === member.isPrimary ? 'same' : 'primary' };
}

/** Members always shown besides those that change: the anchor and a few more for orientation. */
const SHOWN = 5;

/** Splits members into those to show and those that may be folded away because nothing happens to them. */
export function fold(
  members: MarkedMember[],
  clientId: string,
): { shown: MarkedMember[]; folded: MarkedMember[] } {
  let room = SHOWN;
  const shown: MarkedMember[] = [];
  const folded: MarkedMember[] = [];
  for (const marked of members) {
    const matters = marked.change !== 'same' || marked.member.clientId === clientId;
    if (matters || room > 0) shown.push(marked);
    else folded.push(marked);
    if (!matters) room -= 1;
  }
  return { shown, folded };
}
