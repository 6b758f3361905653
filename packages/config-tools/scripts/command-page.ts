import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Option } from 'commander';
import { parse } from 'yaml';
import { findingCodeGroups } from '../src/codes.ts';
import { createProgram } from '../src/command/program.ts';

const silent = { isTTY: false, write: () => true };

/** What a table cell or a paragraph of Markdown takes: no bars, and no angle brackets that look like HTML. */
function escape(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/<[\w-]+>/g, '`$&`');
}

function describeOption({ flags, description, argChoices, defaultValue }: Option): string {
  const choices = argChoices === undefined ? '' : ` One of ${argChoices.map(code).join(', ')}.`;
  const value: unknown = defaultValue;
  const byDefault = typeof value === 'string' && value !== '' ? ` Default: ${code(value)}.` : '';
  const sentence = `${description[0]?.toUpperCase()}${description.slice(1)}`;
  return `| ${code(flags).replaceAll('|', '\\|')} | ${escape(sentence.replace(/\.?$/, '.'))}${choices}${byDefault} |`;
}

const code = (text: string) => `\`${text}\``;

function describeCommand(command: Command): string {
  const given = command.registeredArguments.map(argument => {
    const label = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${label}>` : `[${label}]`;
  });
  return [
    `### ${command.name()}`,
    '',
    `\`boost-config ${[command.name(), '[options]', ...given].join(' ')}\``,
    '',
    escape(command.description()),
    '',
    '| option | meaning |',
    '|---|---|',
    ...command.options.filter(({ long }) => long !== '--version').map(describeOption),
  ].join('\n');
}

function describeCodes(): string {
  return findingCodeGroups
    .map(({ title, codes }) =>
      [
        `### ${title}`,
        '',
        '| code | what was found | what to do |',
        '|---|---|---|',
        ...Object.entries(codes).map(
          ([name, { description, help }]) =>
            `| \`${name}\` | ${escape(description)} | ${escape(help)} |`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

/** The inputs of the GitHub Action, as its own file declares them. */
function describeInputs(): string {
  const action = readFileSync(join(import.meta.dirname, '../../../action.yml'), 'utf8');
  const inputs: Record<string, { description: string; default: string }> = parse(action).inputs;
  return [
    '| input | meaning |',
    '|---|---|',
    ...Object.entries(inputs).map(([name, input]) => {
      const byDefault = input.default === '' ? '' : ` Default: ${code(input.default)}.`;
      return `| ${code(name)} | ${escape(input.description)}${byDefault} |`;
    }),
  ].join('\n');
}

/** `docs/boost-config.md`: every option, exit code and code of a finding of the command. */
export function commandPage(): string {
  const program = createProgram({ stdout: silent, stderr: silent, env: {}, cwd: '.' }, () => {});
  return `# Reference of boost-config
The commands and options of \`@rhdh-boost/config-tools\`, its exit codes, its settings and the codes of findings. \`npm run generate\` writes this page from the code. To get started, see the [README of the package](../packages/config-tools/README.md).

## Commands
Each command also takes \`-h\` or \`--help\`, which prints its options with examples, and \`--version\`.

${program.commands.map(describeCommand).join('\n\n')}

## Exit codes
| exit code | meaning |
|---|---|
| 0 | No error. There may be warnings. |
| 1 | \`check\`: errors, more warnings than \`--max-warnings\` allows, or no \`boost\` section in any file. \`explain\`: an unknown path. \`migrate --check\`: something to migrate. \`compat\`: a breaking change. |
| 2 | A file cannot be read, \`boost-config.yaml\` has a mistake, or the command was used wrongly. stderr names the mistake. |

## Which files are one configuration
| you write | what is checked |
|---|---|
| \`check\` | the environments of \`boost-config.yaml\`; without them \`app-config.yaml\`, and \`app-config.local.yaml\` over it if it exists, with the files of \`BACKSTAGE_ENV\` as in Backstage |
| \`check a.yaml b.yaml\`, \`check --config a.yaml --config b.yaml\` | one configuration: \`b.yaml\` over \`a.yaml\`, as Backstage merges its \`--config\` |
| \`check --each a.yaml b.yaml\` | two configurations |
| \`check deploy/\`, \`check 'deploy/**/*.yaml'\` | each YAML file below the folder, or of the pattern, as a configuration. Folders named \`node_modules\` and hidden files are left out. |

A file that is checked by itself is merged with others in two cases: if it belongs to environments of \`boost-config.yaml\`, each of these is checked. Otherwise \`app-config.NAME.yaml\` is checked over the \`app-config.yaml\` in the same folder. A file without a \`boost\` key is only counted, because a repository is full of YAML that is not app-config. The exceptions are a misspelt \`boost\`, and a section with a key of Boost outside \`boost\`: both are warnings.

## Ignore comments
\`\`\`yaml
boost:
  # boost-config-ignore-next-line unknown_key read by our own plugin
  ownKey: true
\`\`\`

The comment has a line to itself, directly above the line of the finding. Blank lines and other comments may be between them. Several codes are separated by commas, without blanks. The reason is required. A comment that ignores nothing is a warning. Comments work in every file that is read, also in the text of a ConfigMap. What keeps a file from being read cannot be ignored.

## Settings: boost-config.yaml
The command reads the nearest \`boost-config.yaml\`, from the current folder up to the root of the repository. \`--settings FILE\` names another one. Options of the command line override its limits, \`unknownKeys\` and \`at\`; \`--fields\` adds to its \`fields\`, which \`explain\`, \`init\`, \`migrate\` and \`schema\` read, too. Its [JSON Schema](../packages/config-tools/schema/boost-config.schema.json) is published with the package.

\`\`\`yaml
# yaml-language-server: $schema=node_modules/@rhdh-boost/config-tools/schema/boost-config.schema.json
environments:
  development: [app-config.yaml, app-config.local.yaml]
  production: [app-config.yaml, app-config.production.yaml]
fields: ['@acme/boost-connectors']
ignore:
  - code: literal_secret
    files: 'examples/**'
    reason: the examples contain no real secret
exclude: ['deploy/charts/**']
maxWarnings: 0
strictEnv: false
allowOutside: false
unknownKeys: error
at: [spec.values.portal.config]
\`\`\`

\`exclude\` names files that a folder, a pattern or \`--each\` leads to and that are not checked. A file that cannot be read can be excluded, but its findings cannot be ignored. With \`strictEnv\`, no unset variable is ignored. Unset variables do not count for \`maxWarnings\`. Relative paths and patterns start from the folder of \`boost-config.yaml\`. Each entry of \`ignore\` needs \`code\`, \`files\` and \`reason\`.

## GitHub Action and pre-commit
Both run the published package, so they work from the first release on. A module of \`fields\` must be installed before, for example by \`npm ci\` in an earlier step.

The Action is \`uses: redhat-developer/rhdh-boost@COMMIT\`. Its output \`sarif-file\` is the path of the findings as SARIF.

${describeInputs()}

The hook \`boost-config\` needs Node 22.19 or later on the PATH, and passes the changed YAML files with \`--each\` and \`--allow-empty\`.

\`boost-config.yaml\` can run code, because its \`fields\` are imported. Do not use the Action on the code of a pull request under \`pull_request_target\`.

## JSON
\`check --output json\` writes one object.

| member | meaning |
|---|---|
| \`files\` | the files that were read, included files too |
| \`findings\` | the findings: \`severity\` (\`error\` or \`warning\`), \`code\`, \`path\`, \`message\`, \`hint\` and \`location\`. \`path\` and \`location\` are left out where there is none. \`environments\` names the environments of \`boost-config.yaml\` that have the finding. |
| \`errors\`, \`warnings\` | how many there are; each unset variable is one, as for \`--max-warnings\` and in the summary; with \`--quiet\` the warnings are counted and not listed |
| \`sections\` | how many \`boost\` sections were judged |
| \`withoutSection\` | the files without a \`boost\` section |
| \`ignored\` | how many findings comments and settings left out |
| \`notJudged\` | \`true\` if nothing was judged because a file could not be read; otherwise left out |
| \`exitCode\` | the exit code of the command |

The members of \`location\` are \`file\`, \`line\`, \`column\`, \`endLine\` and \`endColumn\`. Lines and columns count from 1, columns in UTF-16 code units. With \`json\`, \`github\` and \`sarif\` the summary line goes to stderr.

## Colors
\`--no-color\` and \`FORCE_COLOR=0\` switch colors off. Any other \`FORCE_COLOR\` switches them on. Without these, text is colored on a terminal, unless \`NO_COLOR\` is set or \`TERM\` is \`dumb\`.

## Codes of findings
${describeCodes()}
`;
}
