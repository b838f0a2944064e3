/** Views that are saved under a name. */
export const view = {
  menu: 'Vistas guardadas',
  save: 'Guardar estos filtros…',
  order: 'Administrar vistas…',
  failed: 'No se pudieron leer; reintentar',
  saveTitle: 'Guardar vista',
  saveText:
    'Guarda los filtros y el orden de ahora, no los resultados: al abrirla se ve lo que coincida entonces.',
  name: 'Nombre de la vista',
  nameMissing: 'Falta el nombre.',
  taken: 'Ya hay una vista «{name}» en esta pantalla. Elija otro nombre o reemplácela.',
  replace: 'Reemplazar «{name}»',
  submit: 'Guardar',
  saved: 'Vista «{name}» guardada',
  savedAt: 'Guardada el',
  rename: 'Cambiar nombre',
  overwrite: 'Poner los filtros de ahora',
  away: 'Quitar',
  remove: 'Quitar «{name}»',
  removed: 'Vista «{name}» quitada',
  sure: {
    replace: 'Sus filtros de antes se pierden.',
    remove: 'La vista se pierde; los hallazgos y clientes no cambian.',
  },
};
