import type { LinkView } from '$lib/ipc/generated/LinkView';

/** Size of a drawn member, in pixels. */
export const NODE = { width: 208, height: 60 };

/** Room between drawn members, in pixels. */
export const GAP = { across: 36, down: 84 };
const ROW_LIMIT = 4;
const SWEEPS = 4;

/** Where a member is drawn. */
export interface PlacedNode {
  id: string;
  x: number;
  y: number;
  /** Links between it and the anchor. */
  layer: number;
}

/** One line between two members; several links between the same two share it. */
export interface PlacedEdge {
  id: string;
  source: string;
  target: string;
  /** The roles, as the server names them. */
  roles: string[];
  /** Its place among the lines that end at the same member, from 0. */
  order: number;
  /** Whether it leads back towards the anchor or across, as in a cycle. */
  back: boolean;
  /** Whether rows lie between both ends. */
  far: boolean;
}

/** A drawn household. */
export interface Layout {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
}

/**
 * Places members in layers by their distance from the anchor, the anchor on top. Distances come from a breadth-first
 * walk, so cycles and several parents end it no later than the last member. Crossings are lowered by ordering each layer
 * by the mean place of its neighbours. Members no link reaches come last, in a layer of their own.
 */
export function layout(anchorId: string, memberIds: readonly string[], links: readonly LinkView[]): Layout {
  const members = new Set(memberIds);
  const inside = links.filter((link) => members.has(link.parentId) && members.has(link.childId));
  const layerOf = layers(anchorId, memberIds, inside);
  const rows = wrap(ordered(memberIds, layerOf, inside));
  const widest = Math.max(1, ...rows.map((row) => row.length));
  const step = NODE.width + GAP.across;
  const nodes = rows.flatMap((row, index) =>
    row.map((id, place) => ({
      id,
      x: (place + margin(widest - row.length, index)) * step,
      y: index * (NODE.height + GAP.down),
      layer: layerOf.get(id) ?? 0,
    })),
  );
  const rowOf = new Map(rows.flatMap((row, index) => row.map((id) => [id, index] as const)));
  return { nodes, edges: edges(inside, layerOf, rowOf) };
}

/** Columns left free before a row. Whole ones below the anchor, so that the channels between columns stay free. */
function margin(free: number, row: number): number {
  return row === 0 ? free / 2 : Math.floor(free / 2);
}

function layers(
  anchorId: string,
  memberIds: readonly string[],
  links: readonly LinkView[],
): Map<string, number> {
  const below = new Map<string, string[]>();
  for (const link of links) {
    const children = below.get(link.parentId);
    if (children === undefined) below.set(link.parentId, [link.childId]);
    else children.push(link.childId);
  }
  const layerOf = new Map<string, number>();
  let layer = 0;
  let current = memberIds.includes(anchorId) ? [anchorId] : [];
  while (current.length > 0) {
    const next: string[] = [];
    for (const id of current) {
      if (layerOf.has(id)) continue;
      layerOf.set(id, layer);
      next.push(...(below.get(id) ?? []));
    }
    current = next;
    layer += 1;
  }
  const last = Math.max(-1, ...layerOf.values()) + 1;
  for (const id of memberIds) {
    if (!layerOf.has(id)) layerOf.set(id, last);
  }
  return layerOf;
}

function ordered(
  memberIds: readonly string[],
  layerOf: Map<string, number>,
  links: readonly LinkView[],
): string[][] {
  const rows: string[][] = [];
  for (const id of new Set(memberIds)) {
    const layer = layerOf.get(id) ?? 0;
    (rows[layer] ??= []).push(id);
  }
  const above = new Map<string, string[]>();
  const below = new Map<string, string[]>();
  for (const link of links) {
    const [from, to] = [layerOf.get(link.parentId) ?? 0, layerOf.get(link.childId) ?? 0];
    if (from === to) continue;
    const [upper, lower] = from < to ? [link.parentId, link.childId] : [link.childId, link.parentId];
    above.set(lower, [...(above.get(lower) ?? []), upper]);
    below.set(upper, [...(below.get(upper) ?? []), lower]);
  }
  const result = rows.filter((row) => row.length > 0);
  // Up and down by turns, ending on the way down: children stand below their parents rather than the other way round.
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (let row = result.length - 2; row >= 0; row -= 1) sortRow(result, row, below);
    for (let row = 1; row < result.length; row += 1) sortRow(result, row, above);
  }
  return result;
}

/** Orders one layer by the mean place of its neighbours; those without any keep their place. */
function sortRow(rows: string[][], index: number, neighbours: Map<string, string[]>): void {
  const place = places(rows);
  const key = (id: string): number => {
    const near = (neighbours.get(id) ?? []).map((other) => place.get(other) ?? 0.5);
    if (near.length === 0) return place.get(id) ?? 0.5;
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  };
  rows[index] = (rows[index] ?? [])
    .map((id, at) => ({ id, at, key: key(id) }))
    .sort((a, b) => a.key - b.key || a.at - b.at)
    .map((entry) => entry.id);
}

/** Each member's place in its layer as a share of the layer, so that layers of different length compare. */
function places(rows: string[][]): Map<string, number> {
  const place = new Map<string, number>();
  for (const row of rows) {
    row.forEach((id, index) => place.set(id, (index + 0.5) / row.length));
  }
  return place;
}

function wrap(rows: string[][]): string[][] {
  return rows.flatMap((row) => {
    const parts = Math.ceil(row.length / ROW_LIMIT);
    const size = Math.ceil(row.length / parts);
    return Array.from({ length: parts }, (_, part) => row.slice(part * size, (part + 1) * size));
  });
}

function edges(
  links: readonly LinkView[],
  layerOf: Map<string, number>,
  rowOf: Map<string, number>,
): PlacedEdge[] {
  const byPair = new Map<string, PlacedEdge>();
  const arriving = new Map<string, number>();
  for (const link of links) {
    if (link.parentId === link.childId) continue;
    const key = `${link.parentId}→${link.childId}`;
    const edge = byPair.get(key);
    if (edge === undefined) {
      const back = (layerOf.get(link.childId) ?? 0) <= (layerOf.get(link.parentId) ?? 0);
      const order = arriving.get(link.childId) ?? 0;
      if (!back) arriving.set(link.childId, order + 1);
      byPair.set(key, {
        id: link.id,
        source: link.parentId,
        target: link.childId,
        roles: [link.relationshipType],
        order: back ? 0 : order,
        back,
        far: (rowOf.get(link.childId) ?? 0) - (rowOf.get(link.parentId) ?? 0) > 1,
      });
    } else if (!edge.roles.includes(link.relationshipType)) {
      edge.roles.push(link.relationshipType);
    }
  }
  return [...byPair.values()];
}
