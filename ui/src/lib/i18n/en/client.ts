import type { client as es } from '../es/client';

export const client: typeof es = {
  panel: {
    label: 'File of {name}',
    close: 'Close the file',
    asOf: 'Read',
    primary: 'Primary',
    gone: 'No longer in Artu since {when}. What was read last is kept.',
    households: 'Belongs to',
    promote: 'Promote {name}',
    promotePending: 'There is an operation on this client already: {state}.',
    operations: 'See Operations',
    tabs: 'Parts of the file',
    tab: { file: 'File', identifiers: 'Identifiers', findings: 'Findings', revisions: 'Versions' },
  },
  file: {
    empty: 'Empty file',
    emptyText: 'Artu gave nothing about this client but its name and type.',
    unknown: 'Members this version does not know, as they came',
  },
  identifiers: {
    empty: 'No identifiers',
    emptyText: 'Once the file has an RFC, CURP or CLABE, it will be explained here character by character.',
  },
  findings: {
    empty: 'No findings',
    emptyText: 'No rule points at anything in this client. That is not a confirmation by the authority.',
    why: 'Why?',
    value: 'Value',
    noValue: 'absent',
    seen: 'Seen',
    expected: 'Expected',
    reason: 'It matters because',
    basis: 'Basis',
    next: 'Next step',
    pack: 'Rules {pack}',
    field: 'Field',
  },
  revisions: {
    empty: 'A single version',
    emptyText: 'Each time Artu changes this client, the version before will be kept here.',
    seen: 'Seen',
    updated: 'Changed in Artu',
    changed: { one: '{n} field differs', other: '{n} fields differ' },
    first: 'First version seen',
    current: 'Current',
  },
};
