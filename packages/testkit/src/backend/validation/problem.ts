/** One thing that is wrong with a request, as the backend's 422 lists it (the input is echoed). */
export interface Problem {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
  readonly ctx?: Record<string, unknown>;
}

/** A problem that a rule of the backend's own finds, beyond the types. */
export function valueProblem(
  loc: readonly (string | number)[],
  message: string,
  input: unknown,
): Problem {
  return { type: 'value_error', loc, msg: `Value error, ${message}`, input, ctx: { error: {} } };
}
