// What is tried in a project that has the packages.
import { join } from 'node:path';
import { exampleFile, type ReadmeExample } from '../../checks/readme-examples.ts';
import type { Manager } from './managers.ts';
import { type Ended, run } from './run.ts';

/** The folder of the project that the README examples lie in. */
export const EXAMPLES = 'examples';

/** One thing to try on a Node. */
export interface Trial {
  readonly title: string;
  readonly kind: 'load' | 'example' | 'command';
  /** Arguments of Node; of a command, its name and what comes behind it. */
  readonly args: readonly string[];
  /** The exit code that it must end with. Default: 0. */
  readonly code?: number | undefined;
  /** What it must print. Default: anything. */
  readonly prints?: RegExp | undefined;
}

/** A command that is run in the folder of the project. */
export interface CommandLine extends Pick<Trial, 'code' | 'prints'> {
  readonly line: string;
}

/** What a project can be tried with. */
export interface Tried {
  /** The entry points: `@scope/name/config`. */
  readonly specifiers: readonly string[];
  readonly examples: readonly ReadmeExample[];
  /** The names of commands that the packages install. */
  readonly commands: readonly string[];
  /** Further command lines. */
  readonly commandLines: readonly CommandLine[];
}

/** Every trial: each entry point imported and required, each README example and each command run. */
export function trialsOf({ specifiers, examples, commands, commandLines }: Tried): Trial[] {
  const loads = specifiers.flatMap(specifier => [
    load('import', specifier),
    load('require', specifier),
  ]);
  const runs = examples.map(
    (example): Trial => ({
      title: `run ${example.file}:${example.line}`,
      kind: 'example',
      args: [`${EXAMPLES}/${exampleFile(example)}`],
    }),
  );
  const starts = commands
    .flatMap((command): CommandLine[] => [
      { line: `${command} --help` },
      { line: `${command} --version` },
    ])
    .concat(commandLines)
    .map(
      ({ line, code, prints }): Trial => ({
        title: line,
        kind: 'command',
        args: line.split(' '),
        code,
        prints,
      }),
    );
  return [...loads, ...runs, ...starts];
}

function load(how: 'import' | 'require', specifier: string): Trial {
  const isImport = how === 'import';
  const code = isImport ? `await import('${specifier}')` : `require('${specifier}')`;
  return {
    title: `${how} ${specifier}`,
    kind: 'load',
    args: [`--input-type=${isImport ? 'module' : 'commonjs'}`, '--eval', code],
  };
}

/** Where a trial runs. */
export interface Place {
  readonly folder: string;
  readonly manager: Manager;
  /** The path of the Node. */
  readonly node: string;
}

/** Runs a trial; gives why it failed. Whoever loads a package sees no warning either. */
export async function tryOut(trial: Trial, place: Place): Promise<string | undefined> {
  const { kind, code: expected = 0, prints = /(?:)/ } = trial;
  const ended = await (kind === 'command' ? runCommand(trial, place) : runNode(trial, place));
  const { code, stdout, stderr } = ended;
  const isWell =
    code === expected &&
    prints.test(stdout) &&
    (kind !== 'load' || withoutPnpWarnings(stderr, place.manager) === '');
  return isWell ? undefined : `${stdout}${stderr}`.trim() || `it ended with ${code}`;
}

function runNode({ args }: Trial, { folder, manager, node }: Place): Promise<Ended> {
  return run(node, args, { cwd: folder, env: manager.nodeEnvironment(folder) });
}

function runCommand({ args }: Trial, { folder, manager, node }: Place): Promise<Ended> {
  const [name = '', ...options] = args;
  const [command, ...first] = manager.command(folder, node, name);
  const env = { ...process.env, PATH: `${join(node, '..')}:${process.env['PATH']}` };
  return run(command, [...first, ...options], { cwd: folder, env });
}

/** PnP makes Node warn of its loader, and of what it does not warn of in a package of node_modules. */
function withoutPnpWarnings(stderr: string, manager: Manager): string {
  return manager.linker === 'pnp'
    ? stderr.replaceAll(/^\((?:node:\d+\)|Use `node) .*\n(?:--import .*\n)?/gm, '').trim()
    : stderr;
}

/** What an import of an entry point must print on a Node that is too old, and nothing with a stack. */
export async function refusesOldNode(
  specifier: string,
  { folder, node }: { folder: string; node: string },
): Promise<string | undefined> {
  const { args } = load('import', specifier);
  const { code, stderr } = await run(node, args, { cwd: folder });
  const isSentence = /^\[?@rhdh-boost\/[\w-]+ needs Node 22\.19 or newer/m.test(stderr);
  return code !== 0 && isSentence && !/^ +at /m.test(stderr) ? undefined : stderr;
}
