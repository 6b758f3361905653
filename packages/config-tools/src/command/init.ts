import { Option } from 'commander';
import type { AccountKind } from '../init/needed-fields.ts';
import { addFieldsOption } from './common-options.ts';
import type { InitCommandOptions } from './run-init.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
The section has every field that goes with the account, with its description: what is needed is set, by a placeholder such as
\${KAGENTI_CLIENT_ID} or from a mounted file, and all else is commented out.

Exit code: 0, or 2 when the file exists already or cannot be written.

Examples:
  boost-config init
      shows the section
  boost-config init --write app-config.boost.yaml
      writes it into a new file, and names the variables to set
  boost-config init --auth kubernetes --write app-config.boost.yaml
      with an account that authenticates by the token of a Kubernetes service account
  boost-config init --fields @acme/boost-connectors
      with the fields of another module`;

/** Adds `boost-config init`. */
export const addInitCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('init')
    .summary('write a boost section to begin with')
    .description('Writes a commented boost section to stdout, or into a new file.')
    .option('--write <file>', 'write into this file, which must not exist yet')
    .addOption(
      new Option('--auth <kind>', 'how the account authenticates. Default: secret').choices([
        'secret',
        'private-key',
        'mtls',
        'kubernetes',
      ] satisfies AccountKind[]),
    )
    .addHelpText('after', more)
    .action(async (options: InitCommandOptions) => {
      const { runInit } = await import('./run-init.ts');
      end(await runInit(options, context));
    });
  return addFieldsOption(command);
};
