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
  damaged: {
    title: 'La bóveda está dañada',
    safe: 'Qué está a salvo',
    artu: 'Lo que está en Artu: se puede descargar otra vez.',
    work: 'Su trabajo (revisiones, notas, operaciones y bitácora), guardado aparte por sí solo',
    noWork: 'No hay una copia automática de su trabajo; un respaldo lo puede traer.',
    next: 'Qué hacer',
    rebuildText: 'Recupera su trabajo y descarga los clientes otra vez.',
    retry: 'Intentar abrirla otra vez',
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
