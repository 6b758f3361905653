/** What is written to: standard output or standard error. */
export interface OutputStream {
  /** Whether it is a terminal. */
  readonly isTTY: boolean;
  /** How many characters a line of the terminal has. Undefined where it is none. */
  readonly columns?: number | undefined;
  /** Whether its reader has left, as `| head` does. Default: false. */
  readonly isAbandoned?: boolean;
  /** Writes text. */
  write(text: string): unknown;
}

/** What a run of the command works with. */
export interface CommandContext {
  /** Where results go. */
  readonly stdout: OutputStream;
  /** Where mistakes in the use of the command go. */
  readonly stderr: OutputStream;
  /** The environment: for `${VAR}`, NO_COLOR, FORCE_COLOR, TERM and GITHUB_WORKSPACE. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative names start from. */
  readonly cwd: string;
}

/**
 * Colours are for a terminal that has them, and not with NO_COLOR (https://no-color.org). FORCE_COLOR
 * (https://force-color.org) switches them on anywhere, and `0` or `false` off, as Node reads it.
 * `--no-color` is the strongest.
 */
export function wantsColor(
  { stdout, env }: CommandContext,
  { color }: { readonly color: boolean },
): boolean {
  const forced = env['FORCE_COLOR'];
  if (!color || forced === '0' || forced === 'false') return false;
  return Boolean(forced) || (!env['NO_COLOR'] && env['TERM'] !== 'dumb' && stdout.isTTY);
}
