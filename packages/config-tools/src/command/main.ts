import { runCommand } from './run-command.ts';

/** Runs the command for this process. */
export async function main(): Promise<void> {
  const { stdout, stderr, env, argv } = process;
  for (const stream of [stdout, stderr]) stream.on('error', leaveQuietly);
  process.exitCode = await runCommand(argv.slice(2), { stdout, stderr, env, cwd: process.cwd() });
}

/** Whoever read the output has left, as `| head` does: there is nobody to go on for. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
