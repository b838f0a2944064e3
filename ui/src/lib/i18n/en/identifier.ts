import type { identifier as es } from '../es/identifier';

export const identifier: typeof es = {
  kind: { rfc: 'RFC', curp: 'CURP', clabe: 'CLABE' },
  parts: 'Its parts',
  place: 'Place',
  characters: 'Characters',
  meaning: 'What it is',
  remarks: 'Remarks',
  expected: 'Expected',
  certainty: 'Certainty',
  basis: 'Basis',
  next: 'Next step',
  letters: 'Letter by letter, by the name',
  reading: 'Read as: {reading}.',
  guessed: 'Where one surname ends and the other begins is a guess.',
  read: 'Reads',
  derived: 'By the name',
  origin: 'Where it comes from',
  agrees: 'agrees',
  differs: 'differs',
};
