import { BoostConfigError } from '@rhdh-boost/config-schema';
import { type ConfigChangeProblem, ConfigOverrideError } from './override-error.ts';

/** Why a change is not written. */
export interface Refusal {
  readonly key: string;
  readonly error: BoostConfigError | ConfigOverrideError;
}

/** The error for a change that is not one. */
export function invalidChange(message: string): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'invalid_option',
    message,
    hint: 'Pass one change for each key: { key, value } or { key, unset: true }, both with an optional ifRevision: the revision that was read, or null for a key without an override.',
  });
}

/** The error of a call for one key. */
export function refusalOfOne(refused: readonly Refusal[]): Error {
  const problems = refused.flatMap(({ error }) => ('code' in error ? [] : error.problems));
  const other = refused.find(({ error }) => 'code' in error)?.error;
  return other ?? new BoostConfigError(problems);
}

/** The error of a call for several keys, which names all of them. */
export function refusalOfMany(refused: readonly Refusal[]): ConfigOverrideError {
  const problems = refused.flatMap(({ key, error }) =>
    'code' in error ? [problemOf(key, error)] : problemsOf(key, error),
  );
  const [first] = problems;
  const list = problems.map(({ message }) => message).join(' ');
  const message = `No change was written. ${list}`;
  if (first?.code === 'conflict' && first.currentRevision !== undefined)
    return new ConfigOverrideError({
      code: 'conflict',
      message,
      hint: first.hint,
      currentRevision: first.currentRevision,
      problems,
    });
  const hint = 'Correct each change that problems names, and write all of them again.';
  return new ConfigOverrideError({ code: 'invalid_changes', message, hint, problems });
}

function problemOf(key: string, error: ConfigOverrideError): ConfigChangeProblem {
  const { code, message, hint, currentRevision } = error;
  return { key, code, message, hint, ...(currentRevision !== undefined && { currentRevision }) };
}

function problemsOf(key: string, { problems }: BoostConfigError): ConfigChangeProblem[] {
  return problems.map(({ path, code, message, hint }) => ({
    key,
    code,
    message: `${path} ${message}.`,
    hint,
  }));
}

/** A refusal that was thrown; anything else is thrown on. */
export function asRefusal(error: unknown): Refusal['error'] {
  if (error instanceof BoostConfigError || ConfigOverrideError.isInstance(error)) return error;
  throw error;
}
