import { formatBytes, t } from '$lib/i18n';
import { invoke, IpcError } from '$lib/ipc';
import type { ExportFormat } from '$lib/ipc/generated/ExportFormat';
import type { ExportRequest } from '$lib/ipc/generated/ExportRequest';
import type { ExportSubject } from '$lib/ipc/generated/ExportSubject';
import type { ExportView } from '$lib/ipc/generated/ExportView';
import { session } from '$lib/state/session.svelte';
import { toast, toastError } from '$lib/state/toasts.svelte';

import { anyClient, anyFinding, anyHousehold, anyOperation } from './requests';

/** The parts of a request that say what of a list is written. */
export type Filter = 'households' | 'clients' | 'findings' | 'operations';

/** Writes one file at a time and tells what came of it. */
export class Exporter {
  busy = $state.raw<ExportSubject | undefined>(undefined);

  /** The file, or nothing when the person chose no place or it failed. */
  async write(
    subject: ExportSubject,
    format: ExportFormat,
    filters: Partial<Pick<ExportRequest, Filter | 'householdId'>> = {},
  ): Promise<ExportView | undefined> {
    if (this.busy) return undefined;
    this.busy = subject;
    try {
      const file = await invoke('export_file', {
        subject,
        format,
        householdId: filters.householdId ?? null,
        households: filters.households ?? anyHousehold(),
        clients: filters.clients ?? anyClient(),
        findings: filters.findings ?? anyFinding(),
        operations: filters.operations ?? anyOperation(),
      });
      if (!file) return undefined;
      toast('ok', t('export.written', { n: file.rows, size: formatBytes(file.bytes) }), file.file);
      return file;
    } catch (cause) {
      if (IpcError.from(cause).code === 'locked') {
        session.noteUnwrittenFile();
        return undefined;
      }
      toastError(t('export.failed'), cause);
      return undefined;
    } finally {
      this.busy = undefined;
    }
  }
}
