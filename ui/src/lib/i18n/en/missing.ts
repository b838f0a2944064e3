import type { missing as es } from '../es/missing';

export const missing: typeof es = {
  open: 'Ask for what is missing…',
  title: 'Ask for what is missing',
  text: 'The letter goes to someone outside: it speaks of no findings, severity or risk. Read it before it is sent.',
  household: 'Household',
  who: 'Whose',
  whole: 'The whole household of {name}',
  only: 'Only {name}',
  language: 'Language of the letter',
  ifAny: 'Include what is asked for only if there is one',
  norms: 'Include the norm of each item',
  preview: 'Text of the letter',
  total: { one: '{n} item to ask for', other: '{n} items to ask for' },
  nothing: 'The lists that were checked ask for nothing more',
  asOf: 'Data read',
  copy: 'Copy text',
  savePdf: 'Save PDF…',
  saveText: 'Save text…',
  copied: 'Text of the letter copied',
  entered: 'The copy stands in the journal.',
  saved: 'Letter saved',
};
