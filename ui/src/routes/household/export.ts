import { anyClient, anyFinding, anyHousehold, anyOperation } from '$lib/components/export/requests';
import type { ExportRequest } from '$lib/ipc/generated/ExportRequest';

/** The report of one household for people. The filters of lists have no part in it and stay open. */
export function householdExport(householdId: string): ExportRequest {
  return {
    subject: 'household',
    format: 'pdf',
    householdId,
    households: anyHousehold(),
    clients: anyClient(),
    findings: anyFinding(),
    operations: anyOperation(),
  };
}
