import type { Catalogue } from '../i18n.svelte';

export const exporting: Catalogue['export'] = {
  menu: 'Export',
  writing: 'Exporting…',
  written: { one: 'File written: {n} row, {size}', other: 'File written: {n} rows, {size}' },
  failed: 'The file was not written',
  subject: {
    clients: 'Clients',
    households: 'Households',
    members: 'Members',
    links: 'Links',
    findings: 'Findings',
    operations: 'Operations',
    household: 'Report of the household',
  },
  format: { csv: 'CSV', xlsx: 'Excel', json: 'JSON', pdf: 'PDF' },
};
