export const reports = {
  title: 'Informes',
  text: 'Archivos hechos con lo guardado en este equipo. Cada uno dice a qué momento corresponde y su huella queda en la bitácora.',
  empty: 'Aún no hay qué exportar',
  emptyText: 'Los informes se hacen con los clientes descargados. Empiece por actualizar.',
  test: 'Este perfil es de prueba: los informes lo dicen.',
  write: 'Exportar {subject} en {format}',
  filtered: 'Aquí se exporta todo. Para exportar solo lo filtrado, use Exportar en la lista, por ejemplo en',
  household: 'El informe de un grupo en PDF está en su página.',
  written: 'Escritos en esta sesión',
  rows: { one: '{n} fila', other: '{n} filas' },
  scope: {
    one: 'Cubre {n} cliente guardado.',
    other: 'Cubre {n} clientes guardados.',
  },
  analyst: 'Analista: {analyst}.',
  quarantined: {
    one: 'Queda fuera {n} registro apartado; se ve en Ajustes.',
    other: 'Quedan fuera {n} registros apartados; se ven en Ajustes.',
  },
  about: {
    households: 'Un renglón por cliente primario: miembros, peor hallazgo, revisión.',
    members: 'Un renglón por miembro de cada grupo, con su papel y profundidad.',
    clients: 'Un renglón por cliente, con sus claves y hallazgos.',
    links: 'Cada vínculo con los nombres de ambos extremos.',
    findings: 'Cada hallazgo con su valor, regla, fuente y siguiente paso.',
    operations: 'Cada escritura hacia Artu: motivo, estado y comprobación.',
  },
};
