/** The promotion sheet. */
export const promotion = {
  title: 'Promover a {name}',
  loading: 'Ensayando: se lee el cliente y se calcula qué pasaría',
  step: { known: 'Lo que sabemos', unknown: 'Lo que no sabemos', send: 'Motivo y envío' },
  who: 'Quién',
  basis: 'Ensayo con datos leídos',
  nothingUnknown: 'El ensayo no dejó preguntas abiertas.',
  reason: 'Motivo de la promoción',
  reasonHint: 'Queda en la bitácora junto con la petición. Basta una oración.',
  reasonMissing: 'Falta el motivo.',
  confirm: 'Confirmo que {name} cambiará en LIVE, con datos reales',
  confirmMissing: 'Falta confirmar que es LIVE.',
  send: 'Promover a {name}',
  queue: 'Dejar en espera',
  queueHint: 'Se registra ahora y se envía después desde Operaciones.',
  close: 'Cerrar',
  safe: 'Hasta enviar, nada ha salido de este equipo.',
  announceDone: 'Promoción: {state}',
  failed:
    'No se pudo completar la promoción desde aquí. Ensayar de nuevo muestra en qué quedó antes de poder enviar otra vez.',
};
