import { makeLinesPrintable } from '@rhdh-boost/internal/printable';
import { callFailureOf, doctorFor } from '../call-failure.ts';
import { type Configuration, readConfiguration } from '../configuration/read-configuration.ts';
import { type Connection, openConnection } from '../connection.ts';
import { NoAnswer } from '../no-answer.ts';
import { withProgress } from '../output/progress.ts';
import type { BoostContext } from './boost-context.ts';
import type { ConfigurationOptions } from './common-options.ts';
import { exitCodes } from './exit-codes.ts';

/** What a command that calls servers works with. */
export interface Call extends Pick<Connection, 'tokens' | 'kagenti'> {
  /** The configuration. */
  readonly configuration: Configuration;
}

/**
 * Runs a command that calls servers: reads the configuration, opens the connection, shows progress, and writes why
 * a call failed.
 *
 * @param options - where the configuration comes from
 * @param context - what the run works with
 * @param progress - what is being done: `Listing agents`
 * @param call - calls, and returns what it found
 * @param write - writes what was found, and returns the exit code
 */
export async function runCall<T>(
  options: ConfigurationOptions,
  context: BoostContext,
  progress: string,
  call: (call: Call) => Promise<T>,
  write: (found: T) => number,
): Promise<number> {
  const configuration = await readConfiguration([], options, context);
  let found: T;
  try {
    await using connection = openConnection(configuration);
    found = await withProgress(context, progress, () => call({ ...connection, configuration }));
  } catch (error) {
    if (context.signal.aborted) return exitCodes.interrupted;
    writeFailure(error, configuration.files, context);
    return exitCodes.failed;
  }
  return write(found);
}

/** Writes a failure, or throws it again if it is a defect. */
function writeFailure(error: unknown, files: readonly string[], { stderr }: BoostContext): void {
  if (error instanceof NoAnswer) {
    stderr.write(`error: ${makeLinesPrintable(error.message)}\n`);
    return;
  }
  const failure = callFailureOf(error);
  if (failure === undefined) throw error;
  const next = failure.isForDoctor ? `\n${doctorFor(files)}` : '';
  stderr.write(makeLinesPrintable(`error: ${failure.message}${next}\n`));
}
