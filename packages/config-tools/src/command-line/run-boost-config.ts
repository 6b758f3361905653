import { runCommand } from '../command/run-command.ts';

/** Where the command writes. */
export interface RunOutput {
  /** Whether it is a terminal, and so gets colors. */
  readonly isTTY: boolean;
  /** Writes text. */
  write(text: string): unknown;
}

/** What the command works with, in place of its own process. */
export interface RunOptions {
  /** Where results go. */
  readonly stdout: RunOutput;
  /** Where mistakes in the use of the command go. */
  readonly stderr: RunOutput;
  /** The environment: for `${VAR}`, NO_COLOR, FORCE_COLOR and GITHUB_WORKSPACE. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative names start from. */
  readonly cwd: string;
  /**
   * What the command is called in its help, its messages and in the hints of findings.
   *
   * @defaultValue `boost-config`
   */
  readonly name?: string;
  /**
   * The version that `--version` prints.
   *
   * @defaultValue the version of `@rhdh-boost/config-tools`, which must be installed then
   */
  readonly version?: string;
}

/**
 * Runs `boost-config` as a part of another command.
 *
 * @param args - the arguments, without Node and the name of the command
 * @param options - what the run works with
 * @returns the exit code: 0, 1 or 2, as `docs/boost-config.md` explains it
 */
export async function runBoostConfig(
  args: readonly string[],
  options: RunOptions,
): Promise<number> {
  return runCommand(args, options);
}
