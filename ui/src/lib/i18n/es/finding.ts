/** Decisions about findings. */
export const finding = {
  title: 'Decidir sobre hallazgos',
  decide: 'Decidir…',
  decideAll: { one: 'Decidir sobre {n}…', other: 'Decidir sobre los {n}…' },
  subject: {
    one: '{n} hallazgo de la lista, con los filtros puestos',
    other: '{n} hallazgos de la lista, con los filtros puestos',
  },
  tooMany: 'Se decide sobre 5,000 a la vez como máximo: filtre por regla o gravedad.',
  decision: 'Decisión',
  legend: 'Decisión',
  meaning: {
    to_fix: 'Es cierto y hay que corregirlo; sigue abierto',
    accepted: 'Es cierto y se acepta por el motivo escrito',
    false_alarm: 'La regla se equivoca en este caso',
    reopened: 'Retira lo decidido; vuelve a estar abierto',
  },
  kindMissing: 'Falta elegir la decisión.',
  reason: 'Motivo',
  reasonHint: 'Qué se miró y por qué. Queda en la bitácora; deja de regir si el dato cambia.',
  reasonMissing: 'Falta el motivo.',
  save: 'Guardar la decisión',
  saved: { one: 'Decisión guardada sobre {n} hallazgo', other: 'Decisión guardada sobre {n} hallazgos' },
  lapsed: 'ya no rige: el dato cambió',
};
