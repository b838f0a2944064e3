export const unlock = {
  passphrase: 'Frase de acceso',
  recovery: 'Código de recuperación',
  submit: 'Desbloquear',
  withKeychain: 'Desbloquear con el llavero',
  keychainText: 'La clave de esta bóveda está en el llavero del sistema.',
  useRecovery: 'Usar el código de recuperación',
  useUsual: 'Volver a la forma habitual',
  others: 'Otros perfiles en este equipo',
  choose: 'Elegir un perfil',
};
