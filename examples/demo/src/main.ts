import { parseDemoArguments, UsageError, usage } from './arguments.ts';
import { DemoFailure } from './demo-failure.ts';
import { jsonOutput, textOutput } from './output.ts';
import { runDemo } from './run-demo.ts';

const interruptedExitCode = 130;

/** Runs the demo for a command line and gives the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const options = parseDemoArguments(argv);
  if (options.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const makeOutput = options.json ? jsonOutput : textOutput;
  const output = makeOutput(process.stdout, process.stderr);
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  // Not once: a terminal and npm may both pass the signal on, and the second must not cut the end short.
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  // Whoever read the output has left, as `| head` does: there is nobody to go on for. What is still
  // written before the end fails as well.
  process.stdout.on('error', interrupt);
  try {
    const { keycloak } = options;
    output.finish(await runDemo({ keycloak, output, signal: interruption.signal }));
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) {
      process.stderr.write('\nInterrupted; everything was stopped.\n');
      return interruptedExitCode;
    }
    if (!(error instanceof DemoFailure)) throw error;
    output.fail(error);
    return 1;
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exitCode = 2;
}
