import { viewOf } from '$lib/state/views.svelte';

/** Tabs of the household page. */
export type HouseholdTab = 'members' | 'matrix' | 'changes' | 'review';

/** What the page of one household looks like: kept in memory only, since ids of clients must not reach the disk in the clear. */
export class HouseholdPageState {
  tab = $state<HouseholdTab>('members');
  /** The member in focus in grid, graph and panel alike. */
  selected = $state<string | null>(null);
  /** Whether the member's file is open. */
  panelOpen = $state(false);
  collapsed = $state.raw<ReadonlySet<string>>(new Set());

  /** Brings a member into focus, and its file with it when asked. */
  select(clientId: string, open = false): void {
    this.selected = clientId;
    if (open) this.panelOpen = true;
  }

  /** Opens or closes the rows below a member. */
  toggle(clientId: string, open: boolean): void {
    const next = new Set(this.collapsed);
    if (open) next.delete(clientId);
    else next.add(clientId);
    this.collapsed = next;
  }
}

/** The page of a household as it was left; forgotten when the vault closes. */
export function householdPage(householdId: string): HouseholdPageState {
  return viewOf(`household ${householdId}`, () => new HouseholdPageState());
}

/** What holds for the pages of all households. */
class HouseholdPages {
  graphOpen = $state(true);
}

export const householdPages = new HouseholdPages();
