/** What is written to: standard output or standard error. */
export interface OutputStream {
  /** Whether it is a terminal. */
  readonly isTTY: boolean;
  /** Writes text. */
  write(text: string): unknown;
}

/** What a run of the command works with. */
export interface CommandContext {
  /** Where results go. */
  readonly stdout: OutputStream;
  /** Where mistakes in the use of the command go. */
  readonly stderr: OutputStream;
  /** The environment: for `${VAR}`, and for NO_COLOR. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative names start from. */
  readonly cwd: string;
}

/** Colours are for a terminal alone, and not with NO_COLOR (https://no-color.org) or `--no-color`. */
export function wantsColor(
  { stdout, env }: CommandContext,
  { color }: { readonly color: boolean },
): boolean {
  return color && stdout.isTTY && !env['NO_COLOR'];
}
