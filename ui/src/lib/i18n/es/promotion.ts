/** The promotion sheet. */
export const promotion = {
  title: 'Promover a {name}',
  reason: 'Motivo de la promoción',
  send: 'Promover a {name}',
  announceDone: 'Promoción: {state}',
  failed:
    'No se pudo completar la promoción desde aquí. Ensayar de nuevo muestra en qué quedó antes de poder enviar otra vez.',
};
