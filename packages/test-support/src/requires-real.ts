/** Whether a real part must not be missing: `CI` or `BOOST_REQUIRE_REAL` is set, and not to `0` or `false`. */
export function requiresReal(environment: NodeJS.ProcessEnv = process.env): boolean {
  return [environment['CI'], environment['BOOST_REQUIRE_REAL']].some(
    value => value !== undefined && !['', '0', 'false'].includes(value),
  );
}

/**
 * Whether a suite is skipped because it lacks something, for Vitest's `describe.skipIf`. One line on stderr then says
 * what is missing.
 *
 * @param what - what the suite needs, without an article: `real PostgreSQL`
 * @param missing - what is missing and how to get it, in sentences; undefined if nothing is
 * @param environment - its `CI` or `BOOST_REQUIRE_REAL` makes a missing part an error
 * @throws Error with the missing part where it must not be missing
 */
export function skipsWithout(
  what: string,
  missing: string | undefined,
  environment?: NodeJS.ProcessEnv,
): boolean {
  if (missing === undefined) return false;
  if (requiresReal(environment)) throw new Error(`A ${what} is needed here. ${missing}`);
  process.stderr.write(`Skipped because it needs a ${what}. ${missing}\n`);
  return true;
}
