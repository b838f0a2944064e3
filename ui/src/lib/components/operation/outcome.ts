import type { OperationState } from '$lib/ipc/generated/OperationState';
import type { ProofView } from '$lib/ipc/generated/ProofView';

/** What an operation came to, in the words it is told with: a proof that differs is told apart from one that agrees. */
export type Outcome = OperationState | 'differs';

/** The tone of an outcome. */
export type OutcomeTone = 'neutral' | 'info' | 'ok' | 'warn' | 'error';

const TONES: Record<Outcome, OutcomeTone> = {
  rehearsed: 'neutral',
  waiting: 'info',
  sending: 'info',
  proven: 'ok',
  differs: 'warn',
  already_done: 'ok',
  refused: 'error',
  conflict: 'warn',
  unknown: 'warn',
  not_done: 'warn',
  cancelled: 'neutral',
};

export function outcomeOf(result: { state: OperationState; proof: ProofView | null }): Outcome {
  return result.state === 'proven' && result.proof?.same === false ? 'differs' : result.state;
}

export function toneOf(outcome: Outcome): OutcomeTone {
  return TONES[outcome];
}
