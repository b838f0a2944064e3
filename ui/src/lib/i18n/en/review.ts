import type { review as es } from '../es/review';

export const review: typeof es = {
  meaning: {
    cleared: 'Everything was looked at and nothing is left to do',
    needs_info: 'Data must be asked for or completed',
    escalated: 'Passed to somebody with more authority',
    unsure: 'It was looked at and there is no decision yet',
  },
  title: "Analyst's verdict",
  legend: 'Verdict',
  note: 'Note',
  noteHint: 'What was looked at and why this verdict. Kept in the journal.',
  noteMissing: 'The note is missing.',
  verdictMissing: 'The verdict is missing.',
  save: 'Save the review',
  saved: 'Review saved: {verdict}',
  asOf: 'The review is tied to the data seen now, the oldest read',
  history: 'Earlier reviews',
  historyEmpty: 'This will be the first review of the household.',
  changedSince: 'changed since the review',
  pack: 'rules {pack}',
  open: {
    one: '{n} finding with an error is left; the review can be saved all the same, and the note should say why.',
    other:
      '{n} findings with errors are left; the review can be saved all the same, and the note should say why.',
  },
};
