import { runProcess } from '@rhdh-boost/internal/run-process';
import { runCommand } from './run-command.ts';

/** Runs the command for this process. */
export async function main(): Promise<void> {
  await runProcess(runCommand);
}
