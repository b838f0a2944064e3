import type { ExportRequest } from '$lib/ipc/generated/ExportRequest';

/** The report of one household for people. The filters of lists have no part in it and stay open. */
export function householdExport(householdId: string): ExportRequest {
  const slice = { offset: 0, limit: 1000 };
  return {
    subject: 'household',
    format: 'pdf',
    householdId,
    households: {
      text: null,
      defect: null,
      worst: null,
      kind: null,
      review: null,
      sort: 'name',
      descending: false,
      slice,
    },
    clients: {
      text: null,
      kind: null,
      primary: null,
      orphans: false,
      gone: false,
      worst: null,
      sort: 'name',
      descending: false,
      slice,
    },
  };
}
