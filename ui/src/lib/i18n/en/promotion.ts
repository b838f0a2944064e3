import type { promotion as es } from '../es/promotion';

export const promotion: typeof es = {
  title: 'Promote {name}',
  loading: 'Rehearsing: reading the client and working out what would happen',
  step: { known: 'What we know', unknown: 'What we do not know', send: 'Reason and send' },
  who: 'Who',
  basis: 'Rehearsal on data read',
  nothingUnknown: 'The rehearsal left no open questions.',
  reason: 'Reason for the promotion',
  reasonHint: 'Kept in the journal together with the request. A sentence is enough.',
  reasonMissing: 'The reason is missing.',
  confirm: 'I confirm that {name} will change in LIVE, with real data',
  confirmMissing: 'The confirmation that this is LIVE is missing.',
  send: 'Promote {name}',
  queue: 'Leave waiting',
  queueHint: 'Recorded now and sent later from Operations.',
  close: 'Close',
  safe: 'Until it is sent, nothing has left this computer.',
  announceDone: 'Promotion: {state}',
  failed:
    'The promotion could not be completed from here. Rehearsing again shows where it stands before it can be sent once more.',
};
