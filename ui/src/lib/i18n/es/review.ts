/** The review of a household. */
export const review = {
  meaning: {
    cleared: 'Se miró todo y no queda nada por hacer',
    needs_info: 'Hay que pedir o completar datos',
    escalated: 'Pasa a quien tiene más facultades',
    unsure: 'Se miró y aún no hay decisión',
  },
  title: 'Dictamen del analista',
  legend: 'Dictamen',
  note: 'Nota',
  noteHint: 'Qué se miró y por qué este dictamen. Queda en la bitácora.',
  noteMissing: 'Falta la nota.',
  verdictMissing: 'Falta elegir el dictamen.',
  save: 'Guardar la revisión',
  saved: 'Revisión guardada: {verdict}',
  asOf: 'La revisión queda ligada a los datos que se ven ahora, el más antiguo leído',
  history: 'Revisiones anteriores',
  historyEmpty: 'Esta será la primera revisión del grupo.',
  changedSince: 'cambió desde la revisión',
  pack: 'reglas {pack}',
  open: {
    one: 'Queda {n} hallazgo con error; la revisión puede guardarse igual y la nota debería decir por qué.',
    other:
      'Quedan {n} hallazgos con error; la revisión puede guardarse igual y la nota debería decir por qué.',
  },
};
