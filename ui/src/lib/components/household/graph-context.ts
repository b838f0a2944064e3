import { createContext } from 'svelte';

/** What the parts of a drawn household share: who is in focus, and how that is changed. */
export interface GraphFocus {
  /** The member in focus in grid and graph alike. */
  readonly selected: string | null;
  /** Where the Tab key stops. */
  readonly stop: string;
  select(clientId: string, open: boolean): void;
}

export const [getGraphFocus, setGraphFocus] = createContext<GraphFocus>();
