export const exporting = {
  menu: 'Exportar',
  writing: 'Exportando…',
  written: { one: 'Archivo escrito: {n} fila, {size}', other: 'Archivo escrito: {n} filas, {size}' },
  failed: 'No se escribió el archivo',
  subject: {
    clients: 'Clientes',
    households: 'Clientes y vinculados',
    members: 'Miembros',
    links: 'Vínculos',
    findings: 'Hallazgos',
    operations: 'Operaciones',
    household: 'Informe del grupo',
  },
  format: { csv: 'CSV', xlsx: 'Excel', json: 'JSON', pdf: 'PDF' },
};
