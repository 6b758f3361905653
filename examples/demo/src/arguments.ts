import { parseArgs } from 'node:util';

export const usage = `Usage: npm run demo -- [options]

  --keycloak  run on a real Keycloak instead of the embedded identity provider
  --json      print one JSON object, with a summary, instead of text
              (npm run --silent demo -- --json keeps npm's own lines out)
  --help      print this

To examine a configuration of your own: npm run --silent boost -- doctor FILE

Exit code: 0 when every step succeeded, 1 when one failed, 2 for a wrong argument.`;

export interface DemoArguments {
  keycloak: boolean;
  json: boolean;
  help: boolean;
}

/** An argument that the demo does not know; the message names it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Reads the command line; throws a {@link UsageError} for what it does not know. */
export function parseDemoArguments(argv: readonly string[]): DemoArguments {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        keycloak: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return {
      keycloak: values.keycloak,
      json: values.json,
      help: values.help,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
