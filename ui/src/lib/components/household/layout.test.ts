import { describe, expect, it } from 'vitest';

import { GAP, layout, NODE } from './layout';
import { household, link } from './samples';

describe('layout', () => {
  it('sets the anchor on top and marks the link that closes a cycle', () => {
    const { members, links } = household();
    const { nodes, edges } = layout(
      'aceros',
      members.map((m) => m.clientId),
      links,
    );
    const y = new Map(nodes.map((node) => [node.id, node.y]));
    expect(y.get('aceros')).toBe(Math.min(...y.values()));
    expect(y.get('diana')).toBe(Math.max(...y.values()));
    expect(edges.filter((edge) => edge.back).map((edge) => edge.id)).toEqual(['diana-aceros-godparent']);
  });

  it('never draws two members in the same place', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `m${index}`);
    const links = ids.slice(1).map((id, index) => link(ids[Math.floor(index / 9)] ?? 'm0', id));
    const { nodes } = layout('m0', ids, links);
    expect(nodes).toHaveLength(40);
    for (const a of nodes) {
      const near = nodes.filter(
        (b) => a !== b && Math.abs(a.x - b.x) < NODE.width && Math.abs(a.y - b.y) < NODE.height,
      );
      expect(near).toEqual([]);
    }
  });

  it('leaves the channel beside every column free, so that lines to a lower row cross nobody', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `m${index}`);
    const { nodes, edges } = layout(
      'm0',
      ids,
      ids.slice(1).map((id) => link('m0', id)),
    );
    const far = edges.filter((edge) => edge.far);
    expect(far.length).toBeGreaterThan(0);
    for (const edge of far) {
      const target = nodes.find((node) => node.id === edge.target);
      const channel = (target?.x ?? 0) - GAP.across / 2;
      const crossed = nodes.filter(
        (node) => node.layer > 0 && channel > node.x && channel < node.x + NODE.width,
      );
      expect(crossed).toEqual([]);
    }
  });

  it('joins the roles of several links between the same two and leaves out links that lead outside or to oneself', () => {
    const { edges } = layout(
      'a',
      ['a', 'b'],
      [
        link('a', 'b', 'x'),
        link('a', 'b', 'y'),
        link('a', 'b', 'x'),
        link('a', 'a', 'x'),
        link('b', 'elsewhere'),
      ],
    );
    expect(edges.map((edge) => edge.roles)).toEqual([['x', 'y']]);
  });

  it('lowers crossings by ordering a layer after its parents', () => {
    const { nodes } = layout(
      'r',
      ['r', 'a', 'b', 'of-b', 'of-a'],
      [link('r', 'a'), link('r', 'b'), link('b', 'of-b'), link('a', 'of-a')],
    );
    const x = new Map(nodes.map((node) => [node.id, node.x]));
    expect(Math.sign((x.get('a') ?? 0) - (x.get('b') ?? 0))).toBe(
      Math.sign((x.get('of-a') ?? 0) - (x.get('of-b') ?? 0)),
    );
  });
});
