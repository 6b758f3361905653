import { KagentiError, type KagentiErrorCode } from './kagenti-error.ts';

/**
 * Whether an error with this code means that a rule of the client refused the call before anything was sent. The
 * audit log then has `denied`; otherwise it has `failed`. The compiler requires a decision for each code.
 */
export const refusesCall: Readonly<Record<KagentiErrorCode, boolean>> = {
  permission: true,
  permission_undecided: true,
  namespace_refused: true,
  session_refused: true,
  invalid_parameter: true,
  // Not about a call: a client, a caller or the second read of a stream was refused.
  invalid_options: false,
  invalid_caller: false,
  stream_used: false,
  // No rule says no: what a call needs is missing.
  token: false,
  audit: false,
  closed: false,
  abort: false,
  timeout: false,
  connection: false,
  http: false,
  stream: false,
  contract: false,
  build_failed: false,
  rollout_failed: false,
  generation_failed: false,
  not_deleted: false,
};

/** Whether a rule of the client refused the call, so that nothing was sent. */
export function isRefusedCall(error: unknown): boolean {
  return error instanceof KagentiError && refusesCall[error.code];
}
