import type { Verdict } from '$lib/ipc/generated/Verdict';
import { viewOf } from '$lib/state/views.svelte';

/** A review being written; it outlives the tab it is written in, so that looking something up loses nothing. */
export class ReviewDraft {
  verdict = $state<Verdict | null>(null);
  note = $state('');

  clear(): void {
    this.verdict = null;
    this.note = '';
  }
}

/** The review being written of a household; forgotten when the vault closes. */
export function reviewDraft(householdId: string): ReviewDraft {
  return viewOf(`review ${householdId}`, () => new ReviewDraft());
}
