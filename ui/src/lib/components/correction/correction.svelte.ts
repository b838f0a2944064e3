import { StagedOperation } from '$lib/components/operation/staged.svelte';
import { IpcError, invoke } from '$lib/ipc';
import type { CorrectableField } from '$lib/ipc/generated/CorrectableField';
import type { CorrectionRequest } from '$lib/ipc/generated/CorrectionRequest';
import type { CorrectionTrial } from '$lib/ipc/generated/CorrectionTrial';

/** Milliseconds after the last key until the rules are asked. */
const PAUSE = 250;

/**
 * A correction of one member of a client: what is typed, what the rules would say of it, and the operation it becomes.
 * The rules advise; only the form of a value keeps it from being rehearsed.
 */
export class Correction {
  field = $state('');
  value = $state('');
  /** What the rules said last. */
  trial = $state.raw<CorrectionTrial | null>(null);
  /** Why the rules could not be asked. */
  error = $state.raw<IpcError | null>(null);
  /** Whether the rules have not been asked yet of what is typed. */
  pending = $state(true);
  /** Whether the value is being written; else its rehearsal is shown. */
  writing = $state(true);
  /** Whether a rehearsal was tried without what it needs. */
  tried = $state(false);

  readonly clientId: string;
  readonly fields: CorrectableField[];
  readonly staged: StagedOperation;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(clientId: string, fields: CorrectableField[]) {
    this.clientId = clientId;
    this.fields = fields;
    this.staged = new StagedOperation(clientId, {
      rehearse: () => invoke('rehearse_correction', this.#wish(this.value)),
      send: (order) => invoke('correct', { ...this.#wish(this.value), ...order }),
    });
  }

  get label(): string {
    return this.trial?.label ?? this.fields.find(({ field }) => field === this.field)?.label ?? this.field;
  }

  /** Whether what is typed is what is stored. */
  get unchanged(): boolean {
    return this.trial !== null && !this.pending && !this.trial.changed;
  }

  /** Turns to a member and begins with its stored value. */
  async choose(field: string): Promise<void> {
    this.field = field;
    this.value = '';
    this.trial = null;
    this.tried = false;
    const told = await this.#ask('');
    if (told === undefined || told.present === null) return;
    this.value = told.present;
    await this.#ask(told.present);
  }

  /** Takes what is typed; the rules are asked once the typing pauses. */
  type(value: string): void {
    this.value = value;
    this.pending = true;
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(value), PAUSE);
  }

  /** Shows what the correction will do; false when something is missing. */
  async rehearse(): Promise<boolean> {
    this.tried = true;
    clearTimeout(this.#timer);
    const told = this.pending || this.trial === null ? await this.#ask(this.value) : this.trial;
    if (told === undefined || told.problem !== null || !told.changed || this.staged.reasonMissing)
      return false;
    this.writing = false;
    await this.staged.rehearse();
    return true;
  }

  /** Goes back to the value; what was typed is kept, and what is stored may be another since. */
  rewrite(): void {
    this.writing = true;
    void this.#ask(this.value);
  }

  /** Ends what waits for a pause. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  #wish(value: string): CorrectionRequest {
    return { clientId: this.clientId, field: this.field, value };
  }

  /** Asks the rules; an answer that another question overtook is dropped. */
  async #ask(value: string): Promise<CorrectionTrial | undefined> {
    const turn = ++this.#turn;
    this.pending = true;
    try {
      const told = await invoke('try_correction', this.#wish(value));
      if (turn !== this.#turn) return undefined;
      this.trial = told;
      this.error = null;
      this.pending = false;
      return told;
    } catch (cause) {
      if (turn !== this.#turn) return undefined;
      this.error = IpcError.from(cause);
      return undefined;
    }
  }
}
