// `npm run test:live -- --base-url URL …`: walks every operation of a running Kagenti. See arguments.ts for its use.
import { parseLiveArguments, secretVariable, UsageError, usage } from './arguments.ts';
import { exitCodeOf, reportText } from './report.ts';
import { runLive } from './run-live.ts';

const cannotBegin = 2;
const interrupted = 130;

/** Runs the suite for a command line, and gives the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const wish = parseLiveArguments(argv);
  if (wish === undefined) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const clientSecret = process.env[secretVariable];
  if (clientSecret === undefined || clientSecret === '') {
    throw new UsageError(`The variable ${secretVariable} with the client's secret is not set.`);
  }
  const interruption = new AbortController();
  // Not once: a terminal and npm may both pass the signal on, and the second must not cut the clean-up short.
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (!interruption.signal.aborted) say('Interrupted: what was made is removed.');
      interruption.abort();
    });
  }
  try {
    const { signal } = interruption;
    const report = await runLive(wish, { clientSecret, signal, progress: say });
    const text = wish.json ? JSON.stringify(report, null, 2) : reportText(report);
    process.stdout.write(`${text}\n`);
    return exitCodeOf(report);
  } catch (error) {
    if (interruption.signal.aborted) return interrupted;
    // Errors of client and token manager name the way out, and hold no secret.
    say(`It cannot go on. ${error instanceof Error ? error.message : ''}`);
    const hint: unknown = error instanceof Error ? Reflect.get(error, 'hint') : undefined;
    if (typeof hint === 'string') say(hint);
    return cannotBegin;
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  say(`${error.message}\n\n${usage}`);
  process.exitCode = cannotBegin;
}
