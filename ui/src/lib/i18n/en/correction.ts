import type { correction as es } from '../es/correction';

export const correction: typeof es = {
  open: 'Correct…',
  where: 'Where to correct it',
  title: 'Correct {label} of {name}',
  which: 'What is corrected',
  present: '{label} now',
  absent: 'no value',
  value: '{label}, corrected',
  hint: {
    text: 'It is sent as it is written, without spaces around it. Empty clears it.',
    key: 'Spaces and dashes are dropped and letters become capitals. Empty clears it.',
    date: 'Year, month and day, as in 1998-01-17. Empty clears it.',
    countries: 'Two letters for each country, with commas between them, as in MX, US. Empty clears it.',
  },
  remarks: 'What the rules would say of this value',
  summary: 'Would appear: {appears}. Would stay: {stays}. Would go: {disappears}.',
  group: {
    appears: { one: '{n} finding would appear', other: '{n} findings would appear' },
    stays: { one: '{n} finding on this value would stay', other: '{n} findings on this value would stay' },
    disappears: { one: '{n} finding would go', other: '{n} findings would go' },
  },
  cleared: 'The value would be cleared.',
  nothingMoves: 'With this value no finding appears or goes.',
  unchanged: 'This is the value that is stored.',
  same: 'Write a value other than the one that is stored.',
  serverSays: 'Artu answered: “{words}”',
  reason: 'Reason for the correction',
  rehearse: 'Rehearse the correction',
  rewrite: 'Change the value',
  send: 'Correct {label} of {name}',
  announceDone: 'Correction: {state}',
  failed:
    'The correction could not be completed from here. Rehearsing again shows where it stands before it can be sent once more.',
};
