import { inspect } from 'node:util';
import { type BoostConfigOptions, parseBoostConfig } from '../src/parse.ts';
import { BoostConfigError } from '../src/problem.ts';

/** Parses; gives the error if there is one, and fails on any other exception. */
export function errorOf(
  input: unknown,
  options?: BoostConfigOptions,
): BoostConfigError | undefined {
  try {
    parseBoostConfig(input, options);
    return undefined;
  } catch (error) {
    if (error instanceof BoostConfigError) return error;
    throw error;
  }
}

/** All that anybody could print of an error. */
export function everythingIn(error: BoostConfigError | undefined): string {
  if (error === undefined) return '';
  return [
    error.message,
    error.stack,
    String(error),
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    inspect(error.cause),
  ].join('\n');
}
