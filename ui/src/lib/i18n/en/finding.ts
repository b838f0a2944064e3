import type { Catalogue } from '../i18n.svelte';

export const finding: Catalogue['finding'] = {
  title: 'Decide about findings',
  decide: 'Decide…',
  decideAll: { one: 'Decide about {n}…', other: 'Decide about all {n}…' },
  subject: {
    one: '{n} finding of the list, with its filters',
    other: '{n} findings of the list, with its filters',
  },
  tooMany: 'At most 5,000 are decided about at once: filter by rule or severity.',
  decision: 'Decision',
  legend: 'Decision',
  meaning: {
    to_fix: 'It is true and must be mended; it stays open',
    accepted: 'It is true and accepted for the reason given',
    false_alarm: 'The rule is wrong in this case',
    reopened: 'Takes back what was decided; it is open again',
  },
  kindMissing: 'The decision is missing.',
  reason: 'Reason',
  reasonHint: 'What was looked at and why. Kept in the journal; no longer in force once the data change.',
  reasonMissing: 'The reason is missing.',
  save: 'Save the decision',
  saved: { one: 'Decision saved about {n} finding', other: 'Decision saved about {n} findings' },
  lapsed: 'no longer in force: the data changed',
};
