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
};
