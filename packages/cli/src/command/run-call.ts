import { formatPrintableJson, makeLinesPrintable } from '@rhdh-boost/internal/printable';
import { type CallFailure, callFailureOf, isForDoctor } from '../call-failure.ts';
import { type Configuration, readConfiguration } from '../configuration/read-configuration.ts';
import { type Connection, openConnection } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { withProgress } from '../output/progress.ts';
import type { BoostContext } from './boost-context.ts';
import type { ConfigurationOptions } from './common-options.ts';

/** A command that calls servers. */
export interface CallCommand<Found> {
  /** Where the configuration comes from. */
  readonly options: ConfigurationOptions;
  /** Whether a script reads the result: a failure is JSON then, too. */
  readonly json: boolean;
  /** What is being done: `Listing agents`. */
  readonly progress: string;
  /** Calls. */
  readonly call: (servers: Connection, configuration: Configuration) => Promise<Found>;
  /** Writes what was found, and returns the exit code. */
  readonly write: (found: Found) => number;
}

/**
 * Runs a command that calls servers: reads the configuration, opens the connection, shows progress, and writes why
 * a call failed.
 *
 * @param command - what it does
 * @param context - what the run works with
 * @returns the exit code
 */
export async function runCall<Found>(
  { options, json, progress, call, write }: CallCommand<Found>,
  context: BoostContext,
): Promise<number> {
  const configuration = await readConfiguration([], options, context);
  let found: Found;
  try {
    await using connection = openConnection(configuration);
    const work = (): Promise<Found> => call(connection, configuration);
    found = await withProgress(context, progress, work);
  } catch (error) {
    if (context.signal.aborted) return exitCodes.interrupted;
    const failure = callFailureOf(error);
    if (failure === undefined) throw error;
    writeFailure(failure, context, json);
    if (isForDoctor(error)) context.stderr.write(`${nextStep(options)}\n`);
    return exitCodes.failed;
  }
  return write(found);
}

function writeFailure(error: CallFailure, { stdout, stderr }: BoostContext, json: boolean): void {
  stderr.write(`error: ${makeLinesPrintable(error.message)}\n`);
  if (json) stdout.write(formatPrintableJson({ error, exitCode: exitCodes.failed }));
}

/** The options that the doctor takes, too. */
const configurationOptions: Readonly<Record<keyof ConfigurationOptions, true>> = {
  config: true,
  at: true,
  set: true,
  baseUrl: true,
  issuer: true,
  tokenEndpoint: true,
  clientId: true,
  clientSecretFile: true,
  caFile: true,
};

/** What to do about a failure that the doctor can explain. */
export function nextStep(options: ConfigurationOptions): string {
  const isDefault = Object.keys(options).every(name => !Object.hasOwn(configurationOptions, name));
  return `To find the cause, run boost doctor${isDefault ? '' : ' with the same options'}.`;
}
