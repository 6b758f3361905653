import { formatPrintableJson, makePrintable } from '@rhdh-boost/internal/printable';
import type { AccessToken } from '@rhdh-boost/token-manager';
import { type Configuration } from '../configuration/read-configuration.ts';
import { listSettings } from '../configuration/settings.ts';
import { exitCodes } from '../exit-codes.ts';
import { NoAnswer } from '../no-answer.ts';
import { formatTime } from '../output/times.ts';
import { reportToken } from '../token/token-report.ts';
import { formatTokenReport } from '../token/token-text.ts';
import type { BoostContext } from './boost-context.ts';
import type { ConfigurationOptions, JsonOption } from './common-options.ts';
import { runCall } from './run-call.ts';

/** The options of `boost token`. */
export interface TokenOptions extends ConfigurationOptions, JsonOption {
  /** Whether the token itself is written. */
  readonly print?: true;
}

/** Gets a token, writes what is known of it, and returns the exit code. */
export async function runToken(options: TokenOptions, context: BoostContext): Promise<number> {
  const { signal } = context;
  const json = options.json === true;
  return runCall(
    {
      options,
      json,
      progress: 'Getting a token',
      async call({ tokens }, configuration) {
        if (tokens === undefined) {
          throw new NoAnswer(
            'no_account',
            'There is no token: boost.kagenti.auth.method is none, so Kagenti is called without one.',
          );
        }
        return { configuration, token: await tokens.getAccessToken({ signal }) };
      },
      write({ configuration, token }) {
        if (options.print) printToken(token, context);
        else writeReport(token, configuration, json, context);
        return exitCodes.ok;
      },
    },
    context,
  );
}

function printToken(token: AccessToken, { stdout, stderr }: BoostContext): void {
  if (stdout.isTTY) {
    const end = formatTime(token.expiresAt);
    stderr.write(`warning: whoever reads this token can act as the account until ${end}.\n`);
  }
  stdout.write(`${makePrintable(token.value)}\n`);
}

function writeReport(
  token: AccessToken,
  configuration: Configuration,
  json: boolean,
  { stdout }: BoostContext,
): void {
  const settings = listSettings(configuration).filter(({ key }) =>
    key.startsWith('boost.kagenti.auth.'),
  );
  const report = reportToken(token, configuration);
  stdout.write(
    json
      ? formatPrintableJson({ settings, token: report })
      : formatTokenReport(settings, report, new Date()),
  );
}
