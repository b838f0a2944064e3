import type { promotion as es } from '../es/promotion';

export const promotion: typeof es = {
  title: 'Promote {name}',
  reason: 'Reason for the promotion',
  send: 'Promote {name}',
  announceDone: 'Promotion: {state}',
  failed:
    'The promotion could not be completed from here. Rehearsing again shows where it stands before it can be sent once more.',
};
