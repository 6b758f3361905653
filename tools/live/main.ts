// `npm run test:live -- --base-url URL …`: walks every operation of a running Kagenti. See arguments.ts for its use.
import { parseLiveArguments, secretVariable, UsageError, usage } from './arguments.ts';
import { listenForSignals } from './interruption.ts';
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
  const { signal, hurry } = listenForSignals(say);
  try {
    const report = await runLive(wish, { clientSecret, signal, hurry, progress: say });
    const text = wish.json ? JSON.stringify(report, null, 2) : reportText(report);
    process.stdout.write(`${text}\n`);
    return exitCodeOf(report, wish.strict);
  } catch (error) {
    if (signal.aborted) return interrupted;
    // Errors of client and token manager name the way out, and hold no secret.
    const message = error instanceof Error ? error.message : '';
    say(`It cannot go on. ${message}`);
    const hint: unknown = error instanceof Error ? Reflect.get(error, 'hint') : undefined;
    if (typeof hint === 'string') say(hint);
    // The packages name their own option, which on this command line is written otherwise.
    if (`${message} ${String(hint)}`.includes('allowInClusterHttp')) {
      say('Here, that is --allow-in-cluster-http.');
    }
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
