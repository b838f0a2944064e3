import { describe, expect, it } from 'vitest';

import type { SketchMember } from '$lib/ipc/generated/SketchMember';

import { fold, pairs } from './sketch';

const member = (clientId: string, parts: Partial<SketchMember> = {}): SketchMember => ({
  clientId,
  name: clientId,
  isPrimary: false,
  depth: 1,
  relationshipType: null,
  ...parts,
});

describe('pairs', () => {
  it('tells who joins, leaves and becomes primary, and sets what changes first', () => {
    const [first, second] = pairs(
      [
        { id: 'still', name: 'still', members: [member('a')] },
        { id: 'moved', name: 'moved', members: [member('x'), member('y'), member('gone')] },
      ],
      [
        { id: 'still', name: 'still', members: [member('a')] },
        {
          id: 'moved',
          name: 'moved',
          members: [member('x'), member('y', { isPrimary: true }), member('new')],
        },
      ],
    );
    expect(first?.id).toBe('moved');
    expect(first?.before?.map(({ change }) => change)).toEqual(['same', 'primary', 'removed']);
    expect(first?.after?.map(({ change }) => change)).toEqual(['same', 'primary', 'added']);
    expect(second).toMatchObject({ id: 'still', changed: false });
  });

  it('keeps a household that comes into being', () => {
    const [made] = pairs([], [{ id: 'h', name: 'h', members: [member('h')] }]);
    expect(made?.before).toBeNull();
    expect(made?.after?.[0]?.change).toBe('added');
  });
});

describe('fold', () => {
  it('never folds away who changes or who it is about', () => {
    const members = Array.from({ length: 30 }, (_, index) => ({
      member: member(`m${index}`),
      change: index === 20 ? ('primary' as const) : ('same' as const),
    }));
    const { shown, folded } = fold(members, 'm25');
    expect(shown.map((one) => one.member.clientId)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm20', 'm25']);
    expect(folded).toHaveLength(23);
  });
});
