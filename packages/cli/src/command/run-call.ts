import { formatPrintableJson, makeLinesPrintable } from '@rhdh-boost/internal/printable';
import { type Drift, KagentiContractError } from '@rhdh-boost/kagenti-client';
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
  let drifts: readonly Drift[] = [];
  try {
    await using connection = openConnection(configuration);
    ({ drifts } = connection);
    const work = (): Promise<Found> => call(connection, configuration);
    const exitCode = write(await withProgress(context, progress, work));
    const [drift] = drifts;
    if (drift !== undefined) {
      const { message } = contractError(drift, drifts);
      context.stderr.write(`warning: ${makeLinesPrintable(message)}\n`);
    }
    return exitCode;
  } catch (thrown) {
    if (context.signal.aborted) return exitCodes.interrupted;
    const error = errorToReport(thrown, drifts);
    const failure = callFailureOf(error);
    if (failure === undefined) throw error;
    const exitCode = writeFailure(failure, context, json);
    if (isForDoctor(error)) context.stderr.write(`${nextStep(options)}\n`);
    return exitCode;
  }
}

/**
 * What a command failed with: an error that nothing else explains comes from an answer that differs from the contract.
 * The command cannot work with such an answer, and it is no defect of the command.
 */
export function errorToReport(thrown: unknown, drifts: readonly Drift[]): unknown {
  const [drift] = drifts;
  const isUnreadable = drift !== undefined && callFailureOf(thrown) === undefined;
  return isUnreadable ? contractError(drift, drifts) : thrown;
}

/** What differs in the answers of the operation whose answer differed first. */
function contractError({ operation }: Drift, drifts: readonly Drift[]): KagentiContractError {
  const issues = drifts.filter(drift => drift.operation === operation);
  return new KagentiContractError(operation, issues, []);
}

/**
 * Writes why a command failed: for a person, and with `--json` also for a script.
 *
 * @returns the exit code
 */
export function writeFailure(
  error: CallFailure,
  { stdout, stderr }: BoostContext,
  json: boolean,
): number {
  const exitCode = exitCodes.failed;
  stderr.write(`error: ${makeLinesPrintable(error.message)}\n`);
  if (json) stdout.write(formatPrintableJson({ error, exitCode }));
  return exitCode;
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
