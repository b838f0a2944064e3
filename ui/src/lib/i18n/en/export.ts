import type { Catalogue } from '../i18n.svelte';

export const exporting: Catalogue['export'] = {
  menu: 'Export',
  open: 'Export…',
  findings: {
    title: 'Export findings',
    extent: 'What is exported',
    filtered: 'Only what is filtered',
    all: 'Everything',
    rows: { one: '{n} finding', other: '{n} findings' },
    filters: 'Filters in force',
    whole: 'All {n} findings are exported: no filter narrows them.',
    format: 'Format',
    write: { one: 'Export {n} finding', other: 'Export {n} findings' },
  },
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
