export const unlock = {
  passphrase: 'Frase de acceso',
  recovery: 'Código de recuperación',
  submit: 'Desbloquear',
  withKeychain: 'Desbloquear con el llavero',
  keychainText: 'La clave de esta bóveda está en el llavero del sistema.',
  useRecovery: 'Usar el código de recuperación',
  useUsual: 'Volver a la forma habitual',
  wait: {
    title: 'Hay que esperar antes del siguiente intento',
    text: {
      one: 'La espera crece con cada intento, para que nadie adivine la frase. Falta {n} segundo. Los datos siguen intactos.',
      other:
        'La espera crece con cada intento, para que nadie adivine la frase. Faltan {n} segundos. Los datos siguen intactos.',
    },
  },
  elsewhere: {
    title: 'Esta bóveda está abierta en otra ventana',
    text: 'Cada bóveda se abre en una sola ventana a la vez. Aquí se puede abrir otro perfil.',
    show: 'Mostrar la otra ventana',
    shown: 'La otra ventana está al frente. Esta se puede cerrar.',
    silent:
      'La otra ventana no respondió. Búsquela en la barra de tareas, o ciérrela para abrir la bóveda aquí.',
    again: 'Ya la cerré: abrir aquí',
  },
  others: 'Otros perfiles en este equipo',
  choose: 'Elegir un perfil',
};
