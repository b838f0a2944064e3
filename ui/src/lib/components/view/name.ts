import type { IpcError } from '$lib/ipc';
import type { ViewFilters } from '$lib/ipc/generated/ViewFilters';

/** Most characters of the name of a view. */
export const LONGEST_NAME = 60;

/** Whether the core said that another view of this screen has the name. */
export function isTakenHere(problem: IpcError | undefined, screen: ViewFilters['screen']): boolean {
  const details = problem?.code === 'conflict' ? problem.details : undefined;
  return typeof details === 'object' && details !== null && 'screen' in details && details.screen === screen;
}
