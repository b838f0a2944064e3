import type { Catalogue } from '../i18n.svelte';

export const connection: Catalogue['connection'] = {
  title: 'Connection with Artu',
  text: 'Advanced settings of this profile',
  saved: 'Connection settings saved',
  number: {
    requestsAtOnce: 'Requests at once (1 to 16)',
    requestsPerSecond: 'Requests per second (1 to 1,000)',
    tries: 'Tries of each read (1 to 10)',
    connectMilliseconds: 'Seconds to connect',
    answerMilliseconds: 'Seconds to wait for the answer',
    requestMilliseconds: 'Seconds of one whole request',
    firstDelayMilliseconds: 'Seconds before the second try',
    longestDelayMilliseconds: 'Seconds to wait at most',
  },
  proxy: 'Proxy',
  way: {
    system: 'The one that the system names',
    direct: 'None',
    address: 'The one at this address',
  },
  proxyAddress: 'Address of the proxy',
  authority: 'Additional authority certificate (PEM)',
  authorityHint:
    'For networks that inspect connections. It is trusted beside those of the system; ask whoever runs the network for it.',
  operations: 'Operations of the API',
  operationsText:
    'If Artu corrects a path, change it here. Those marked as inferred are not published. A wrong change shows at the first use; nothing is sent twice.',
  all: 'Show all {n} operations, the published ones too',
  operation: 'Operation',
  method: 'Method',
  path: 'Path',
  methodOf: 'Method of {name}',
  pathOf: 'Path of {name}',
  restore: 'Restore',
  restoreOf: 'Restore {name}',
  mark: { certain: 'published', documented: 'published', inferred: 'inferred' },
  wrapper: {
    update: 'Wrapper of changes (empty: none)',
    pageData: 'Records of a page',
    pagePagination: 'Place of a page',
    batchItems: 'Items of a batch',
  },
  defaults: 'Initial values',
  undo: 'Undo',
  save: 'Save',
};
