import { describe, expect, it } from 'vitest';

import type { AppError } from '$lib/ipc/generated/AppError';

import { isAt, refusalOf } from './issues';

const problem = (details: unknown): AppError => ({
  code: 'refused',
  message: 'No',
  retryable: false,
  details,
});

describe('what the server said', () => {
  it('is read from any details without trusting their form', () => {
    expect(refusalOf(null)).toEqual({ reason: null, issues: [] });
    for (const details of [undefined, null, 7, [], { issues: 'x' }, { issues: [null, 7, {}] }]) {
      expect(refusalOf(problem(details))).toEqual({ reason: null, issues: [] });
    }
    const issues = [{ path: 'data.name', message: 'Too short' }, { message: 'Not today' }];
    expect(refusalOf(problem({ reason: 'Invalid', issues }))).toEqual({
      reason: 'Invalid',
      issues: [
        { path: 'data.name', message: 'Too short' },
        { path: '', message: 'Not today' },
      ],
    });
  });

  it('names a member whatever the request wraps it in', () => {
    const at = (path: string, field: string) => isAt({ path, message: '' }, field);
    expect(at('data.scopeData.MX.rfc', 'scopeData.MX.rfc')).toBe(true);
    expect(at('scopeData.MX.rfc', 'scopeData.MX.rfc')).toBe(true);
    expect(at('data.scopeData.MX', 'scopeData.MX.rfc')).toBe(false);
    expect(at('data.lastName', 'name')).toBe(false);
    expect(at('', 'name')).toBe(false);
  });
});
