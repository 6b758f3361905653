import { formatPrintableJson, makePrintable } from '@rhdh-boost/internal/printable';
import { NoAnswer } from '../no-answer.ts';
import { formatTime } from '../output/times.ts';
import { listAccountSettings } from '../token/account-settings.ts';
import { reportToken } from '../token/token-report.ts';
import { formatTokenReport } from '../token/token-text.ts';
import type { BoostContext } from './boost-context.ts';
import type { ConfigurationOptions, JsonOption } from './common-options.ts';
import { exitCodes } from './exit-codes.ts';
import { runCall } from './run-call.ts';

/** The options of `boost token`. */
export interface TokenOptions extends ConfigurationOptions, JsonOption {
  /** Whether the token itself is written. */
  readonly print?: true;
}

/** Gets a token, writes what is known of it, and returns the exit code. */
export async function runToken(options: TokenOptions, context: BoostContext): Promise<number> {
  const { stdout, stderr, signal } = context;
  return runCall(
    options,
    context,
    'Getting a token',
    async ({ configuration, tokens }) => {
      if (tokens === undefined) {
        throw new NoAnswer(
          'There is no token: boost.kagenti.auth.method is none, so Kagenti is called without one.',
        );
      }
      return { configuration, token: await tokens.getAccessToken({ signal }) };
    },
    ({ configuration, token }) => {
      if (options.print) {
        if (stdout.isTTY) {
          const end = formatTime(token.expiresAt);
          stderr.write(`warning: whoever reads this token can act as the account until ${end}.\n`);
        }
        stdout.write(`${makePrintable(token.value)}\n`);
        return exitCodes.ok;
      }
      const settings = listAccountSettings(configuration);
      const report = reportToken(token, configuration);
      stdout.write(
        options.json
          ? formatPrintableJson({ settings, token: report })
          : formatTokenReport(settings, report, new Date()),
      );
      return exitCodes.ok;
    },
  );
}
