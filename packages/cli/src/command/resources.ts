import { type Command, Option } from 'commander';
import type { BoostContext } from './boost-context.ts';
import { addConfigurationOptions, collect } from './common-options.ts';
import { type GetOptions, outputFormats, type ResourceOptions } from './resource-options.ts';
import type { AddSubcommand } from './subcommand.ts';

const exitCodeText =
  'Exit code: 0 if every call succeeded; 1 if one failed, or nothing has that name; 2 if the command was used wrongly; 130 after Ctrl-C.';

/** What each command is about; the examples name one. */
const commands = [
  { name: 'agents', one: 'agent', example: 'weather-agent', isWorkload: true },
  { name: 'tools', one: 'tool', example: 'weather-tool', isWorkload: true },
  { name: 'skills', one: 'skill', example: 'summarise', isWorkload: false },
  { name: 'contexts', one: 'context', example: 'research', isWorkload: false },
] as const;

/** Adds `boost agents`, `boost tools`, `boost skills`, `boost contexts` and `boost namespaces`. */
export const addResourceCommands: readonly AddSubcommand[] = [
  ...commands.map(
    (about): AddSubcommand =>
      (program, context, end) =>
        addKindCommand(program, about, context, end),
  ),
  addNamespacesCommand,
];

function addKindCommand(
  program: Command,
  { name, one, example, isWorkload }: (typeof commands)[number],
  context: BoostContext,
  end: (exitCode: number) => void,
): Command {
  const command = program.command(name).summary(`list ${name}, or show one`);
  command.description(`Lists the ${name} of Kagenti, or shows one.`);
  const list = addSubcommand(command, 'list')
    .description(`Lists the ${name} of all namespaces that Boost may use.`)
    .addHelpText(
      'after',
      `
${exitCodeText}

Examples:
  boost ${name} list
      lists the ${name} of boost.providers.kagenti.namespaces, or of all namespaces without that key
  boost ${name} list -n team1 -n team2 -o yaml
      lists two namespaces as YAML`,
    )
    .action(async (options: ResourceOptions) => {
      const { runList } = await import('./run-list.ts');
      end(await runList(name, options, context));
    });
  const get = addSubcommand(command, 'get')
    .description(`Shows one ${one}.`)
    .argument('<name>', `its name, or its namespace and name: team1/${example}`)
    .addHelpText(
      'after',
      `
${exitCodeText}

Examples:
  boost ${name} get ${example}
      searches the namespaces that Boost may use
  boost ${name} get team1/${example} --json
      writes what Kagenti answers`,
    )
    .action(async (target: string, options: GetOptions) => {
      const { runGet } = await import('./run-get.ts');
      end(await runGet(name, target, options, context));
    });
  if (isWorkload) {
    get.option('--show-env', 'show the values of its environment variables, which may be secrets');
  }
  for (const each of [list, get]) addCallOptions(addNamespaceOption(each));
  return command;
}

function addNamespacesCommand(
  program: Command,
  context: BoostContext,
  end: (exitCode: number) => void,
): Command {
  const command = program
    .command('namespaces')
    .summary('list namespaces, or show what is in one')
    .description('Lists the namespaces of Kagenti, or shows what is in one.');
  const list = addSubcommand(command, 'list')
    .description(
      'Lists the namespaces that Kagenti is enabled for, and which of them Boost may use.',
    )
    .addHelpText(
      'after',
      `\n${exitCodeText}\n\nExamples:\n  boost namespaces list\n  boost namespaces list --json`,
    )
    .action(async (options: ResourceOptions) => {
      const { runListNamespaces } = await import('./run-namespaces.ts');
      end(await runListNamespaces(options, context));
    });
  const get = addSubcommand(command, 'get')
    .description('Counts the agents, tools, skills and contexts of a namespace.')
    .argument('<name>', 'its name')
    .addHelpText(
      'after',
      `\n${exitCodeText}\n\nExamples:\n  boost namespaces get team1\n  boost namespaces get team1 -o yaml`,
    )
    .action(async (name: string, options: ResourceOptions) => {
      const { runGetNamespace } = await import('./run-namespaces.ts');
      end(await runGetNamespace(name, options, context));
    });
  for (const each of [list, get]) addCallOptions(each);
  return command;
}

function addSubcommand(command: Command, name: 'list' | 'get'): Command {
  const help = `boost ${command.name()} ${name} --help`;
  return command.command(name).showHelpAfterError(`(${help} has its options and examples.)`);
}

function addNamespaceOption(command: Command): Command {
  return command.option(
    '-n, --namespace <name>',
    'a namespace; can be given several times. Default: all that Boost may use',
    collect,
  );
}

function addCallOptions(command: Command): Command {
  return addConfigurationOptions(
    command
      .addOption(
        new Option('-o, --output <format>', 'how to write the result')
          .choices(outputFormats)
          .default('table'),
      )
      .addOption(new Option('--json', 'the same as -o json').conflicts('output'))
      .option('--user <ref>', 'call for a Backstage user: user:default/jane'),
  );
}
