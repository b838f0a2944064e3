import { t } from '$lib/i18n';
import { invoke, IpcError, listen } from '$lib/ipc';
import type { CheckProgress } from '$lib/ipc/generated/CheckProgress';
import { toastError } from '$lib/state/toasts.svelte';

/** Running the rules over everything: how far it is, and stopping it. Make it inside a component. */
export class Checking {
  running = $state(false);
  progress = $state.raw<CheckProgress | null>(null);

  constructor() {
    $effect(() =>
      listen('checking', (progress) => {
        this.progress = progress;
      }),
    );
  }

  /** Runs it; gives what came of it, `stopped` when the person stopped it, and the failure in its place. */
  async run<T>(work: () => Promise<T>): Promise<T | IpcError | 'stopped'> {
    this.running = true;
    try {
      return await work();
    } catch (cause) {
      const error = IpcError.from(cause);
      return error.code === 'cancelled' ? 'stopped' : error;
    } finally {
      this.running = false;
      this.progress = null;
    }
  }

  stop = async (): Promise<void> => {
    try {
      await invoke('cancel_check');
    } catch (cause) {
      toastError(t('frame.pull.notStopped'), cause);
    }
  };
}
