import { Option } from 'commander';
import { addConfigurationOptions, addJsonOption } from './common-options.ts';
import type { TokenOptions } from './run-token.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
Exit code: 0 if Keycloak issued a token; 1 if not; 2 if the command was used wrongly; 130 after Ctrl-C.

Examples:
  boost token
      shows claims, lifetime and roles of the account's token, and what Kagenti makes of them
  boost token --config app-config.yaml --config app-config.production.yaml --json
      merges files as Backstage does, and writes one object for a script
  curl -H "Authorization: Bearer $(boost token --print)" https://kagenti.example.com/api/v1/agents
      calls Kagenti with the token`;

/** Adds `boost token`. */
export const addTokenCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('token')
    .summary("show the claims and roles of the account's token")
    .description(
      'Gets an access token for the account of boost.kagenti.auth, and shows its claims, its lifetime, its roles and what Kagenti makes of them. The token itself is written only with --print.',
    )
    .addOption(
      new Option('--print', 'write the token and nothing else; it is a secret').conflicts('json'),
    )
    .addHelpText('after', more)
    .action(async (options: TokenOptions) => {
      const { runToken } = await import('./run-token.ts');
      end(await runToken(options, context));
    });
  return addJsonOption(addConfigurationOptions(command));
};
