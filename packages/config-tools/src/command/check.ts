import { Option } from 'commander';
import { reportOutputs } from '../report/report-output.ts';
import {
  addColorOption,
  addFieldsOption,
  collect,
  jsonOption,
  outputOption,
  parseCount,
} from './common-options.ts';
import type { CheckCommandOptions } from './run-check.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
Files that you name one by one merge as Backstage merges them: mappings merge, lists replace, later
files win. Each file below a folder, or of a pattern, is checked by itself; so is each file with
--each. app-config.NAME.yaml is then checked over the app-config.yaml beside it. A boost-config.yaml
here or above sets environments, fields, ignored findings and limits. No value is ever printed.
Variables APP_CONFIG_…, which Backstage merges over files, are not read: boost doctor reads them.

App-configs are also found in ConfigMaps, Secrets, Helm values, dynamic-plugins.yaml, Argo CD
Applications, kustomize patches, OpenShift templates and ExternalSecrets.

Exit code: 0 without errors (there may be warnings), 1 with errors, with too many warnings or
without any boost section, 2 when a file cannot be read.

Examples:
  boost-config check
      checks the environments of boost-config.yaml; without it app-config.yaml, and
      app-config.local.yaml where it exists
  boost-config check app-config.yaml app-config.production.yaml
      checks what a backend reads that is started with --config for each of these files
  boost-config check deploy/ 'overlays/**/*.yaml'
      checks each YAML file of a GitOps repository that has a boost section
  boost-config check --strict-env deploy/configmap.yaml
      reports each variable that is not set as an error; for the place where the backend starts
  boost-config check --at spec.values.portal.config release.yaml
      checks a mapping, or a text, that is in another place
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
    .argument('[files...]', 'app-config files, folders or quoted patterns; - is standard input')
    .option(
      '--config <file>',
      'the same as naming the file; can be given several times',
      collect,
      [],
    )
    .option('--each', 'check each named file by itself')
    .option('--settings <file>', 'read these settings instead of the nearest boost-config.yaml')
    .addOption(outputOption('how findings are written', reportOutputs))
    .addOption(jsonOption())
    .option('--quiet', 'report errors only')
    .option('--max-warnings <number>', 'end with 1 when there are more warnings', parseCount)
    .option('--allow-empty', 'accept files without any boost section')
    .option('--strict-env', 'an unset variable without a default, or a missing $file, is an error')
    .addOption(
      new Option(
        '--unknown-keys <severity>',
        'how unknown keys are reported; error when it is left out',
      ).choices(['error', 'warn']),
    )
    .option(
      '--at <path>',
      'where a file has its app-config, such as spec.values.portal.config; can be given several times',
      collect,
      [],
    )
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
