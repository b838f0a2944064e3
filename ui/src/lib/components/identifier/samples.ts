import type { IdentifierView } from '$lib/ipc/generated/IdentifierView';
import type { MarkView } from '$lib/ipc/generated/MarkView';

/** A made-up remark for tests. */
export function mark(parts: Partial<MarkView>): MarkView {
  return {
    code: 'RFC_CHECK_DIGIT',
    severity: 'error',
    positions: [12],
    what: 'El dígito verificador no corresponde',
    expected: '7',
    certainty: 'alta',
    basis: 'MX-006',
    nextStep: 'Pedir la constancia',
    ...parts,
  };
}

/** A made-up RFC for tests. */
export function rfc(parts: Partial<IdentifierView> = {}): IdentifierView {
  return {
    kind: 'rfc',
    field: 'scopeData.MX.rfc',
    value: 'LUJS980117N6A',
    grouped: 'LUJS 980117 N6A',
    severity: null,
    summary: 'Bien formado, no confirmado con el SAT',
    segments: [
      { start: 0, end: 4, label: 'Letras del nombre' },
      { start: 4, end: 10, label: 'Fecha' },
      { start: 10, end: 12, label: 'Homoclave' },
      { start: 12, end: 13, label: 'Dígito verificador' },
    ],
    marks: [],
    derivation: null,
    ...parts,
  };
}
