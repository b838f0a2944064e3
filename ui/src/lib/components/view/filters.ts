import type { ViewFilters } from '$lib/ipc/generated/ViewFilters';

/** Whether two views show the same, wherever one stands in the list. */
export function sameFilters(one: ViewFilters, other: ViewFilters): boolean {
  return one.screen === other.screen && told(one) === told(other);
}

function told({ query }: ViewFilters): string {
  const members = Object.entries(query).filter(([name]) => name !== 'slice');
  return JSON.stringify(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
