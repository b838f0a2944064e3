import type { HouseholdView } from '$lib/ipc/generated/HouseholdView';
import type { MemberView } from '$lib/ipc/generated/MemberView';
import type { ParentView } from '$lib/ipc/generated/ParentView';

/** A member at its place in the tree of the household. */
export interface TreeRow {
  member: MemberView;
  /** From 1, as assistive technology counts. */
  level: number;
  /** The member it hangs from; nothing for the anchor. */
  parentId: string | null;
  /** Its roles towards that parent, as the server names them. */
  roles: string[];
  /** Its other parents inside the household. */
  otherParents: ParentView[];
  /** Whether rows hang from it. */
  hasChildren: boolean;
  /** Its place among its siblings, from 1. */
  position: number;
  siblings: number;
}

/**
 * Lays the members out as a tree, each exactly once. A member hangs from the first parent that is one link nearer to
 * the anchor; since depth falls on the way up, no cycle of links can trap it. A member without such a parent hangs from
 * the anchor, so that nobody is hidden.
 */
export function treeRows(household: Pick<HouseholdView, 'members'>): TreeRow[] {
  const [anchor] = household.members;
  if (anchor === undefined) return [];
  const byId = new Map(household.members.map((member) => [member.clientId, member]));
  const children = new Map<string, MemberView[]>();
  const parentOf = new Map<string, string>();
  for (const member of byId.values()) {
    if (member.clientId === anchor.clientId) continue;
    const parentId = nearestParent(member, byId) ?? anchor.clientId;
    parentOf.set(member.clientId, parentId);
    const siblings = children.get(parentId);
    if (siblings === undefined) children.set(parentId, [member]);
    else siblings.push(member);
  }
  const rows: TreeRow[] = [];
  const add = (member: MemberView, level: number, position: number, siblings: number): void => {
    const below = children.get(member.clientId) ?? [];
    const parentId = parentOf.get(member.clientId) ?? null;
    rows.push({
      member,
      level,
      parentId,
      roles: rolesTowards(member, parentId),
      otherParents: member.parents.filter((parent) => parent.parentId !== parentId),
      hasChildren: below.length > 0,
      position,
      siblings,
    });
    below.forEach((child, index) => {
      add(child, level + 1, index + 1, below.length);
    });
  };
  add(anchor, 1, 1, 1);
  return rows;
}

/** The rows left when those below a collapsed row are hidden. */
export function visibleRows(rows: TreeRow[], collapsed: ReadonlySet<string>): TreeRow[] {
  let hiddenBelow = Number.POSITIVE_INFINITY;
  return rows.filter((row) => {
    if (row.level > hiddenBelow) return false;
    hiddenBelow = collapsed.has(row.member.clientId) ? row.level : Number.POSITIVE_INFINITY;
    return true;
  });
}

function nearestParent(member: MemberView, byId: Map<string, MemberView>): string | null {
  const above = member.parents.filter((parent) => {
    const depth = byId.get(parent.parentId)?.depth;
    return depth !== undefined && depth < member.depth;
  });
  const nearest = above.find((parent) => byId.get(parent.parentId)?.depth === member.depth - 1);
  return (nearest ?? above[0])?.parentId ?? null;
}

function rolesTowards(member: MemberView, parentId: string | null): string[] {
  if (parentId === null) return [];
  return member.parents
    .filter((parent) => parent.parentId === parentId)
    .map((parent) => parent.relationshipType);
}
