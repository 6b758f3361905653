import type { OutputStream } from './command-context.ts';
import { runCommand } from './run-command.ts';

/** Runs the command for this process. */
export async function main(): Promise<void> {
  process.exitCode = await runCommand(process.argv.slice(2), {
    stdout: whenWritten('stdout'),
    stderr: whenWritten('stderr'),
    env: process.env,
    cwd: process.cwd(),
  });
}

/** A stream of the process, opened when there is something to write: opening it loads much of Node. */
function whenWritten(name: 'stdout' | 'stderr'): OutputStream {
  let opened: NodeJS.WriteStream | undefined;
  const open = () => (opened ??= process[name].on('error', leaveQuietly));
  return {
    get isTTY() {
      return open().isTTY;
    },
    write: (text: string) => text === '' || open().write(text),
  };
}

/** Whoever read the output has left, as `| head` does: there is nobody to go on for. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
