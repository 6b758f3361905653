import type { CommandContext, OutputStream } from './command-context.ts';

/** The exit code when what was found could not be written. */
const outputLost = 2;

/**
 * Runs a command for this process: with its arguments, streams, environment and folder.
 *
 * @param run - runs the command and returns its exit code
 */
export async function runProcess(
  run: (args: readonly string[], context: CommandContext) => Promise<number>,
): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    stdout: whenWritten('stdout'),
    stderr: whenWritten('stderr'),
    env: process.env,
    cwd: process.cwd(),
  });
}

/** A stream of the process, opened when there is something to write: opening it loads much of Node. */
function whenWritten(name: 'stdout' | 'stderr'): OutputStream {
  let opened: NodeJS.WriteStream | undefined;
  const open = () => (opened ??= process[name].on('error', error => explain(name, error)));
  return {
    get isTTY() {
      return open().isTTY;
    },
    get columns() {
      return open().columns;
    },
    write: (text: string) => text === '' || open().write(text),
  };
}

/**
 * Whoever read the output may have left, as `| head` does: that is no failure, and the exit code
 * still reports what was found. Output that is lost otherwise is one.
 */
function explain(name: 'stdout' | 'stderr', error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  if (name === 'stdout') {
    process.stderr.write(`error: stdout cannot be written: ${error.code ?? error.name}\n`);
  }
  process.exit(outputLost);
}
