import type { HouseholdView } from '$lib/ipc/generated/HouseholdView';
import type { LinkView } from '$lib/ipc/generated/LinkView';
import type { MemberView } from '$lib/ipc/generated/MemberView';

/** Made-up households for tests. */

const AT = '2026-11-23T18:00:00Z';

export function member(clientId: string, name: string, parts: Partial<MemberView> = {}): MemberView {
  return {
    clientId,
    name,
    type: 'individual',
    isPrimary: false,
    depth: 0,
    parents: [],
    worst: null,
    findings: { error: 0, warn: 0, info: 0 },
    alsoIn: [],
    identifiers: [],
    goneSince: null,
    stored: true,
    asOf: AT,
    pending: null,
    ...parts,
  };
}

export function link(parentId: string, childId: string, relationshipType = 'legal_representative'): LinkView {
  return { id: `${parentId}-${childId}-${relationshipType}`, parentId, childId, relationshipType };
}

/**
 * A company with two related people; one of them is related to both the company and the other person, holds a role this
 * version does not know, and leads back to the company: a cycle.
 */
export function household(parts: Partial<HouseholdView> = {}): HouseholdView {
  const members = [
    member('aceros', 'Aceros del Norte', { type: 'company', isPrimary: true }),
    member('beto', 'Beto Arce', {
      depth: 1,
      parents: [{ parentId: 'aceros', relationshipType: 'legal_representative' }],
    }),
    member('carla', 'Carla Núñez', {
      depth: 1,
      isPrimary: true,
      alsoIn: ['carla'],
      parents: [{ parentId: 'aceros', relationshipType: 'controlling_beneficiary' }],
    }),
    member('diana', 'Diana Ñúñez', {
      depth: 2,
      goneSince: '2026-11-03T00:00:00Z',
      parents: [
        { parentId: 'beto', relationshipType: 'godparent' },
        { parentId: 'carla', relationshipType: 'controlling_beneficiary' },
      ],
    }),
  ];
  const links = [
    link('aceros', 'beto'),
    link('aceros', 'carla', 'controlling_beneficiary'),
    link('beto', 'diana', 'godparent'),
    link('carla', 'diana', 'controlling_beneficiary'),
    link('diana', 'aceros', 'godparent'),
  ];
  return {
    id: 'aceros',
    anchor: { clientId: 'aceros', name: 'Aceros del Norte', type: 'company', scopes: ['MX'] },
    members,
    links,
    defects: [],
    findings: { error: 0, warn: 0, info: 0 },
    findingList: [],
    review: null,
    asOf: AT,
    ...parts,
  };
}
