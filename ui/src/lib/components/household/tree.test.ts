import { describe, expect, it } from 'vitest';

import { household, member } from './samples';
import { treeRows, visibleRows } from './tree';

const ids = (rows: { member: { clientId: string } }[]) => rows.map((row) => row.member.clientId);

describe('treeRows', () => {
  it('shows each member once, below its nearest parent, and keeps the other parents', () => {
    const rows = treeRows(household());
    expect(ids(rows)).toEqual(['aceros', 'beto', 'diana', 'carla']);
    const diana = rows[2];
    expect(diana).toMatchObject({
      level: 3,
      parentId: 'beto',
      roles: ['godparent'],
      position: 1,
      siblings: 1,
    });
    expect(diana?.otherParents).toEqual([{ parentId: 'carla', relationshipType: 'controlling_beneficiary' }]);
  });

  it('joins several roles towards the same parent', () => {
    const members = [
      member('a', 'A'),
      member('b', 'B', {
        depth: 1,
        parents: [
          { parentId: 'a', relationshipType: 'legal_representative' },
          { parentId: 'a', relationshipType: 'guarantor' },
        ],
      }),
    ];
    const [, b] = treeRows({ members });
    expect(b?.roles).toEqual(['legal_representative', 'guarantor']);
    expect(b?.otherParents).toEqual([]);
  });

  it('survives a cycle among members and hides nobody', () => {
    const members = [
      member('a', 'A', { parents: [{ parentId: 'c', relationshipType: 'x' }] }),
      member('b', 'B', {
        depth: 1,
        parents: [
          { parentId: 'c', relationshipType: 'x' },
          { parentId: 'a', relationshipType: 'x' },
        ],
      }),
      member('c', 'C', { depth: 2, parents: [{ parentId: 'b', relationshipType: 'x' }] }),
      member('lost', 'Lost', { depth: 0, parents: [{ parentId: 'lost', relationshipType: 'x' }] }),
    ];
    expect(ids(treeRows({ members }))).toEqual(['a', 'b', 'c', 'lost']);
  });
});

describe('visibleRows', () => {
  it('hides everything below a collapsed row and nothing beside it', () => {
    const rows = treeRows(household());
    expect(ids(visibleRows(rows, new Set(['beto'])))).toEqual(['aceros', 'beto', 'carla']);
    expect(ids(visibleRows(rows, new Set(['aceros', 'beto'])))).toEqual(['aceros']);
  });
});
