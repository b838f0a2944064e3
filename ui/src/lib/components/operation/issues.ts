import type { AppError } from '$lib/ipc/generated/AppError';

/** One thing that the server refuses, in its own words. */
export interface ServerIssue {
  /** The member it names; empty for the whole request. */
  path: string;
  message: string;
}

/** What the server said on refusing: its reason and, member by member, its issues. */
export function refusalOf(problem: AppError | null): { reason: string | null; issues: ServerIssue[] } {
  const details = problem?.details;
  if (typeof details !== 'object' || details === null) return { reason: null, issues: [] };
  const reason = 'reason' in details && typeof details.reason === 'string' ? details.reason : null;
  const listed: unknown[] = 'issues' in details && Array.isArray(details.issues) ? details.issues : [];
  return { reason, issues: listed.flatMap(issueOf) };
}

/** Whether an issue names this member of the client, whatever the request wraps it in. */
export function isAt({ path }: ServerIssue, field: string): boolean {
  return path === field || path.endsWith(`.${field}`);
}

function issueOf(one: unknown): ServerIssue[] {
  if (typeof one !== 'object' || one === null) return [];
  const path = 'path' in one && typeof one.path === 'string' ? one.path : '';
  const message = 'message' in one && typeof one.message === 'string' ? one.message : '';
  return path === '' && message === '' ? [] : [{ path, message }];
}
