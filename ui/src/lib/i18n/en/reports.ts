import type { Catalogue } from '../i18n.svelte';

export const reports: Catalogue['reports'] = {
  title: 'Reports',
  text: 'Files made from what is stored on this computer. Each says as of when it is, and its hash stays in the journal.',
  empty: 'Nothing to export yet',
  emptyText: 'Reports are made from downloaded clients. Start by updating.',
  test: 'This is a test profile: its reports say so.',
  write: 'Export {subject} as {format}',
  filtered:
    'Everything is exported here. To export only what is filtered, use Export in a list, for example in',
  household: 'The PDF report of a household is on its page.',
  written: 'Written in this session',
  rows: { one: '{n} row', other: '{n} rows' },
  scope: {
    one: 'Covers {n} stored client.',
    other: 'Covers {n} stored clients.',
  },
  analyst: 'Analyst: {analyst}.',
  quarantined: {
    one: '{n} record set aside is left out; it is listed in Settings.',
    other: '{n} records set aside are left out; they are listed in Settings.',
  },
  about: {
    households: 'One row a primary client: members, worst finding, review.',
    members: 'One row a member of each household, with role and depth.',
    clients: 'One row a client, with keys and findings.',
    links: 'Each link with the names of both ends.',
    findings: 'Each finding with value, rule, source and next step.',
    operations: 'Each write to Artu: reason, state and proof.',
  },
};
