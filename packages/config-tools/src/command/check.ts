import { Option } from 'commander';
import { reportOutputs } from '../report/report-output.ts';
import { addColorOption, addFieldsOption } from './common-options.ts';
import type { CheckCommandOptions } from './run-check.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
Files merge as Backstage merges them: mappings merge, lists replace, later files win. A ConfigMap
that contains an app-config is read as well. A value from a variable that
is not set is not checked, which is a warning. No value is ever printed.

Exit code: 0 without errors (there may be warnings), 1 with errors, 2 when a file cannot be read.

Examples:
  boost-config check
      checks app-config.yaml, and app-config.local.yaml where it exists
  boost-config check app-config.yaml app-config.production.yaml
      checks what a backend reads that is started with --config for each of these files
  boost-config check --strict-env deploy/configmap.yaml
      reports each variable that is not set as an error; for the place where the backend starts
  boost-config check --strict-env --connect-files app-config.yaml
      also reads the certificate, key and token files that keys such as caFile name; a relative
      path starts from the folder in which the command runs, as it does for the backend
  kubectl get configmap app-config -o yaml | boost-config check -
      checks standard input, which findings call <stdin>
  boost-config check --output sarif > boost-config.sarif
      for code scanning; --output github makes annotations in a pull request`;

/** Adds `boost-config check`. */
export const addCheckCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('check')
    .summary('find mistakes in app-config')
    .description(
      'Finds mistakes in the boost section of app-config, and says where each is and how to correct it.',
    )
    .argument(
      '[files...]',
      'app-config files, in the order in which they are merged; - is standard input',
    )
    .addOption(
      new Option('--output <format>', 'how findings are written')
        .choices(reportOutputs)
        .default('text'),
    )
    .option('--strict-env', 'an unset variable without a default, or a missing $file, is an error')
    .option('--allow-outside', "$include and relative $file may lead out of their file's folder")
    .option(
      '--connect-files',
      'read the certificates and keys that keys name, and judge them as the start does; for the place where the backend starts',
    )
    .addHelpText('after', more)
    .action(async (files: string[], options: CheckCommandOptions) => {
      const { runCheck } = await import('./run-check.ts');
      end(await runCheck(files, options, context));
    });
  return addColorOption(addFieldsOption(command));
};
