import { NetworkDraft, OperationsDraft } from '$lib/components/connection';
import { invoke, IpcError } from '$lib/ipc';
import type { ApiOperation } from '$lib/ipc/generated/ApiOperation';
import type { ConnectionReport } from '$lib/ipc/generated/ConnectionReport';
import { session } from '$lib/state/session.svelte';

import { SHORTEST } from '$lib/components/secret/strength';

export type Step = 'connection' | 'profile' | 'recovery' | 'pull';
export const STEPS: readonly Step[] = ['connection', 'profile', 'recovery', 'pull'];

/** The set-up from the address of the server to the first pull. Secrets live here only until the call that needs them. */
export class SetupFlow {
  step = $state<Step>('connection');
  url = $state('https://api.artu.ai');
  environment = $state<'test' | 'live'>('test');
  key = $state('');
  readonly network = new NetworkDraft();
  readonly operations = new OperationsDraft();
  /** Operations that a server did not have where it was asked for them: they stay open to correction. */
  unanswered = $state.raw<readonly ApiOperation[]>([]);
  report = $state.raw<ConnectionReport | undefined>(undefined);
  name = $state('');
  analyst = $state('');
  protection = $state<'keychain' | 'passphrase'>('passphrase');
  passphrase = $state('');
  repeated = $state('');
  recoveryCode = $state('');
  saved = $state(false);
  busy = $state(false);
  error = $state.raw<IpcError | undefined>(undefined);

  constructor() {
    this.protection = session.state?.keychain ? 'keychain' : 'passphrase';
  }

  get canTest(): boolean {
    return this.url.trim() !== '' && this.key.trim() !== '';
  }

  /** Whether the key is known here, with or without the list of clients: a path can be corrected later too. */
  get canGoOn(): boolean {
    return this.report?.outcome === 'ready' || this.report?.outcome === 'no_client_list';
  }

  get nameTaken(): boolean {
    return session.state?.profiles.some(({ name }) => name === this.name.trim()) ?? false;
  }

  get canCreate(): boolean {
    const secret =
      this.protection === 'keychain' ||
      ([...this.passphrase].length >= SHORTEST && this.passphrase === this.repeated);
    return (
      this.name.trim() !== '' && !this.nameTaken && this.analyst.trim() !== '' && this.key !== '' && secret
    );
  }

  /** What was answered speaks of another address, environment or key. */
  forgetReport(): void {
    this.report = undefined;
    this.error = undefined;
  }

  async test(): Promise<void> {
    if (this.busy || !this.canTest) return;
    this.busy = true;
    this.forgetReport();
    try {
      this.report = await invoke('test_connection', {
        url: this.url.trim(),
        environment: this.environment,
        key: this.key.trim(),
        network: this.network.settings,
        operations: this.operations.replacements,
      });
      if (this.report.unanswered.length > 0) this.unanswered = this.report.unanswered;
    } catch (cause) {
      this.error = IpcError.from(cause);
    } finally {
      this.busy = false;
    }
  }

  toProfile(): void {
    if (!this.canGoOn) return;
    if (this.name === '') this.name = this.report?.organisation ?? '';
    this.step = 'profile';
  }

  async create(): Promise<void> {
    if (this.busy || !this.canCreate) return;
    this.busy = true;
    this.error = undefined;
    try {
      const made = await invoke('create_profile', {
        name: this.name.trim(),
        url: this.url.trim(),
        environment: this.environment,
        key: this.key.trim(),
        network: this.network.settings,
        operations: this.operations.replacements,
        protection: this.protection,
        passphrase: this.protection === 'passphrase' ? this.passphrase : null,
        analyst: this.analyst.trim(),
      });
      this.recoveryCode = made.recoveryCode;
      this.step = 'recovery';
    } catch (cause) {
      this.error = IpcError.from(cause);
      this.report = undefined;
      this.step = 'connection';
    } finally {
      this.forgetSecrets();
      this.busy = false;
    }
    if (this.step === 'recovery') await session.load();
  }

  async toPull(): Promise<void> {
    if (!this.saved) return;
    this.recoveryCode = '';
    this.step = 'pull';
    this.error = undefined;
    try {
      await session.startPull();
    } catch (cause) {
      this.error = IpcError.from(cause);
    }
  }

  async explore(): Promise<void> {
    this.busy = true;
    this.error = undefined;
    try {
      await session.exploreSample();
    } catch (cause) {
      this.error = IpcError.from(cause);
    } finally {
      this.busy = false;
    }
  }

  forgetSecrets(): void {
    this.key = '';
    this.passphrase = '';
    this.repeated = '';
  }
}
