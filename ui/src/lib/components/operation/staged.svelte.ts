import type { OperationResult } from '$lib/ipc/generated/OperationResult';
import { IpcError } from '$lib/ipc';

/** Where an operation stands on screen. */
export type StagedPhase = 'rehearsing' | 'ready' | 'sending' | 'done' | 'failed';

/** What the analyst adds to an operation on sending it. */
export interface Order {
  reason: string;
  queue: boolean;
  confirmed: boolean;
}

/** How one kind of operation is rehearsed and sent. */
export interface StagedCalls {
  rehearse: () => Promise<OperationResult>;
  send: (order: Order) => Promise<OperationResult>;
}

/**
 * One operation from rehearsal to proof. It leaves this window at most once: after it went out, only a new rehearsal,
 * which reads where things stand, makes sending possible again.
 */
export class StagedOperation {
  phase = $state<StagedPhase>('rehearsing');
  rehearsed = $state.raw<OperationResult | null>(null);
  result = $state.raw<OperationResult | null>(null);
  error = $state.raw<IpcError | null>(null);
  reason = $state('');
  confirmed = $state(false);
  /** Whether sending was tried without what it needs; then what is missing is said. */
  tried = $state(false);

  readonly clientId: string;
  readonly #calls: StagedCalls;
  #gone = false;

  constructor(clientId: string, calls: StagedCalls) {
    this.clientId = clientId;
    this.#calls = calls;
  }

  /** Whether the request would go to the live environment. */
  get live(): boolean {
    return this.rehearsed?.rehearsal.request.environment === 'live';
  }

  get reasonMissing(): boolean {
    return this.reason.trim() === '';
  }

  get confirmationMissing(): boolean {
    return this.live && !this.confirmed;
  }

  /** Whether the rehearsal leaves something to send: not when it is so already. */
  get possible(): boolean {
    return this.rehearsed?.state === 'rehearsed';
  }

  /** Asks what the operation will do; nothing is stored. */
  async rehearse(): Promise<void> {
    this.phase = 'rehearsing';
    this.error = null;
    this.result = null;
    this.confirmed = false;
    try {
      this.rehearsed = await this.#calls.rehearse();
      this.#gone = false;
      this.phase = 'ready';
    } catch (cause) {
      this.error = IpcError.from(cause);
      this.phase = 'failed';
    }
  }

  /** Sends the operation, or records it to be sent later. Does nothing when it already left or something is missing. */
  async send(queue: boolean): Promise<void> {
    this.tried = true;
    if (this.#gone || this.phase !== 'ready' || !this.possible) return;
    if (this.reasonMissing || this.confirmationMissing) return;
    this.#gone = true;
    this.phase = 'sending';
    try {
      this.result = await this.#calls.send({
        reason: this.reason.trim(),
        queue,
        confirmed: this.confirmed,
      });
      this.phase = 'done';
    } catch (cause) {
      this.error = IpcError.from(cause);
      this.phase = 'failed';
    }
  }
}
