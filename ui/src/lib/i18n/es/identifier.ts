/** Identifiers, explained. */
export const identifier = {
  kind: { rfc: 'RFC', curp: 'CURP', clabe: 'CLABE' },
  parts: 'Sus partes',
  place: 'Lugar',
  characters: 'Caracteres',
  meaning: 'Qué es',
  remarks: 'Observaciones',
  expected: 'Se esperaba',
  certainty: 'Certeza',
  basis: 'Fundamento',
  next: 'Siguiente paso',
};
