import type { Catalogue } from '../i18n.svelte';

export const view: Catalogue['view'] = {
  menu: 'Saved views',
  save: 'Save these filters…',
  order: 'Manage views…',
  failed: 'They could not be read; retry',
  saveTitle: 'Save view',
  saveText: 'Keeps the present filters and order, not the results: opening it shows what fits then.',
  name: 'Name of the view',
  nameMissing: 'The name is missing.',
  taken: 'There is a view “{name}” on this screen already. Choose another name or replace it.',
  replace: 'Replace “{name}”',
  submit: 'Save',
  saved: 'View “{name}” saved',
  savedAt: 'Saved on',
  rename: 'Rename',
  overwrite: 'Take the present filters',
  away: 'Remove',
  remove: 'Remove “{name}”',
  removed: 'View “{name}” removed',
  sure: {
    replace: 'Its filters of before are lost.',
    remove: 'The view is lost; findings and clients do not change.',
  },
};
