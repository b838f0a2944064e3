import { t } from '$lib/i18n';
import { listen } from '$lib/ipc';
import type { OperationResult } from '$lib/ipc/generated/OperationResult';
import { session } from '$lib/state/session.svelte';
import { toast } from '$lib/state/toasts.svelte';

import { outcomeOf } from './outcome';

/** Operations that are told one by one; of more a message says how many there are. */
const NAMED = 5;

/**
 * Tells what came of operations that were sent or settled, and why where it is not well. That comes first, and the message stays until
 * it is closed.
 */
export function tellResults(results: OperationResult[]): void {
  // A pull was quicker, and told of them.
  if (results.length === 0) return;
  const told = results
    .map((result) => {
      const outcome = outcomeOf(result);
      return { outcome, result, well: outcome === 'proven' || outcome === 'already_done' };
    })
    .sort((one, other) => Number(one.well) - Number(other.well));
  const lines = told.slice(0, NAMED).map(({ outcome, result: { rehearsal, problem } }) => {
    const line = `${rehearsal.clientName}: ${t(`words.operationState.${outcome}`)}`;
    return problem === null ? line : `${line}. ${problem.message}`;
  });
  const more = told.length - lines.length;
  if (more > 0) lines.push(t('lists.operations.more', { n: more }));
  const tone = told.every(({ well }) => well) ? 'ok' : 'error';
  toast(tone, t('lists.operations.sent', { n: results.length }), lines.join('; '));
}

/** Tells what a pull sent or settled, which nobody asked for just then, until the returned function is called. */
export function tellWhatPullsSend(): () => void {
  return listen('sent', ({ results }) => {
    // It names clients: nothing of a closed vault stays in view.
    if (session.state?.phase === 'open') tellResults(results);
  });
}
