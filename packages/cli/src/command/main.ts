import { runProcess } from '@rhdh-boost/internal/run-process';
import { exitCodes } from '../exit-codes.ts';
import { runBoost } from './run-boost.ts';

/** Runs `boost` for this process. */
export async function main(): Promise<void> {
  const controller = new AbortController();
  const interrupt = (): void => {
    // Whoever interrupts a second time does not want to wait for the end of what is running.
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  await runProcess((args, context) =>
    runBoost(args, { ...context, stdin: () => process.stdin, signal: controller.signal }),
  );
  // What still waits, such as for standard input, would keep the process running.
  if (controller.signal.aborted) process.exit(exitCodes.interrupted);
}
