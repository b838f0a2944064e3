import type { AppError } from './generated/AppError';
import type { Code } from './generated/Code';

/** A failed call: the core's own words, ready to be shown. */
export class IpcError extends Error {
  readonly code: Code;
  readonly retryable: boolean;
  readonly details: unknown;

  constructor({ code, message, retryable, details }: AppError) {
    super(message);
    this.name = 'IpcError';
    this.code = code;
    this.retryable = retryable;
    this.details = details;
  }

  /** Takes whatever was thrown; what the core did not say becomes `internal` without a message. */
  static from(cause: unknown): IpcError {
    if (cause instanceof IpcError) return cause;
    if (isAppError(cause)) return new IpcError(cause);
    const error = new IpcError({ code: 'internal', message: '', retryable: true });
    error.cause = cause;
    return error;
  }
}

function isAppError(value: unknown): value is AppError {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
