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
  let isAbandoned = false;
  const open = () =>
    (opened ??= process[name].on('error', error => {
      if (error.code === 'EPIPE') isAbandoned = true;
      else explain(name, error);
    }));
  return {
    get isTTY() {
      return open().isTTY;
    },
    get columns() {
      // A terminal that does not know its width reports 0.
      return open().columns || undefined;
    },
    get isAbandoned() {
      return isAbandoned;
    },
    write: (text: string) => text === '' || open().write(text),
  };
}

/** Output that is lost is a failure, unless whoever read it has left: the exit code still reports what was found. */
function explain(name: 'stdout' | 'stderr', error: NodeJS.ErrnoException): void {
  if (name === 'stdout') {
    process.stderr.write(`error: stdout cannot be written: ${error.code ?? error.name}\n`);
  }
  process.exit(outputLost);
}
