/**
 * What kind of mistake a problem is.
 * - `required`: a value is missing.
 * - `wrong_type`: another type is wanted, or a section.
 * - `invalid_value`: the type is right, the value is not.
 * - `invalid_url`, `insecure_url`, `credentials_in_url`: the three things that are wrong with URLs.
 * - `unknown_key`: the registry has no such key.
 * - `forbidden_key`: a key that would change an object's prototype.
 * - `removed_key`: a key of an earlier version of its set.
 * - `database_only`: a key whose value is kept in the database alone stands in app-config.
 * - `unreadable`: the configuration could not be read at all.
 *
 * These are warnings, with which a backend starts:
 * - `unlikely_url`: a URL of another purpose, such as an issuer as token endpoint.
 * - `unlikely_unit`: a number of milliseconds that is probably one of seconds, or the other way round.
 * - `unfilled_variable`: a variable in a syntax that Backstage leaves as it is, such as `$NAME`.
 * - `surrounding_space`: white space around a value that is sent as it is.
 * - `typographic_quotes`: quotes around a value that YAML takes for a part of it.
 * - `auth_disabled`: authentication is off, and something speaks for production.
 */
export type BoostConfigProblemCode =
  | 'required'
  | 'wrong_type'
  | 'invalid_value'
  | 'invalid_url'
  | 'insecure_url'
  | 'credentials_in_url'
  | 'unknown_key'
  | 'forbidden_key'
  | 'removed_key'
  | 'database_only'
  | 'unreadable'
  | 'unlikely_url'
  | 'unlikely_unit'
  | 'unfilled_variable'
  | 'surrounding_space'
  | 'typographic_quotes'
  | 'auth_disabled';

const problemCodes: Readonly<Record<BoostConfigProblemCode, true>> = {
  required: true,
  wrong_type: true,
  invalid_value: true,
  invalid_url: true,
  insecure_url: true,
  credentials_in_url: true,
  unknown_key: true,
  forbidden_key: true,
  removed_key: true,
  database_only: true,
  unreadable: true,
  unlikely_url: true,
  unlikely_unit: true,
  unfilled_variable: true,
  surrounding_space: true,
  typographic_quotes: true,
  auth_disabled: true,
};

/** Whether something is one of the codes; those of another module's check need not be. */
export function isProblemCode(code: unknown): code is BoostConfigProblemCode {
  return typeof code === 'string' && Object.hasOwn(problemCodes, code);
}

/** One mistake in a configuration. It never holds the value that is wrong. */
export interface BoostConfigProblem {
  /** The dotted path of the value, such as `boost.kagenti.auth.clientId`; list items as `[0]`. */
  readonly path: string;
  /** What kind of mistake it is; stable, for programs. */
  readonly code: BoostConfigProblemCode;
  /** What is wrong, to be read after the path. */
  readonly message: string;
  /** The remedy, as a sentence. */
  readonly hint: string;
}

/** A configuration was refused. All that is wrong with it is in `problems`; no value is in any part. */
export class BoostConfigError extends Error {
  /** The name of the class, by which the error is known across copies of the package. */
  override readonly name = 'BoostConfigError';
  /** Every problem that was found, at least one. */
  readonly problems: readonly BoostConfigProblem[];

  /**
   * Makes the error, its message a list of the problems.
   *
   * @param problems - every problem that was found, at least one
   */
  constructor(problems: readonly BoostConfigProblem[]) {
    super(summarize(problems));
    this.problems = problems;
  }
}

function summarize(problems: readonly BoostConfigProblem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = problems.map(({ path, message, hint }) => `\n  ${path} ${message}. ${hint}`);
  return `The boost configuration has ${count}:${lines.join('')}`;
}
