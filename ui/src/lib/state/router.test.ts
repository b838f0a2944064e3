import { describe, expect, it } from 'vitest';

import { href, parse, type Route } from './router.svelte';

describe('the address of a screen', () => {
  const routes: Route[] = [
    { name: 'inbox' },
    { name: 'households', review: 'outdated', worst: 'error' },
    { name: 'household', id: 'a b/c', member: 'd&e' },
    { name: 'clients', orphans: true },
    { name: 'clients', id: 'x' },
    { name: 'findings', code: 'RFC_CHECK_DIGIT' },
    { name: 'operations', id: 'operation-1', fresh: true },
  ];
  it.each(routes)('leads back to it: $name', (route) => {
    expect(parse(href(route))).toEqual(route);
  });

  it.each(['', '#/', '#/nowhere', '#/household'])('%j is the inbox', (hash) => {
    expect(parse(hash)).toEqual({ name: 'inbox' });
  });
});
