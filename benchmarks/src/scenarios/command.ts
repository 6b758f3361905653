import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../benchmark.ts';
import { generateAppConfig } from '../generated-app-config.ts';
import { commandOf, packageFolder } from '../packages.ts';
import { runNode } from '../run-process.ts';
import { type ScratchFolder, scratchFolder } from '../scratch-folder.ts';

const LINES = 500;
const FILE = 'app-config.yaml';
/** An app-config whose mistake only somebody sees who has Boost's schema. */
const WRONG_FILE = 'app-config.wrong.yaml';
const subject = `boost-config check on an app-config of ${LINES} lines`;

/** How a package of Backstage's tells its fields: as types, as Boost does today, or as a JSON schema. */
type SchemaForm = 'config.d.ts' | 'schema/config.schema.json';

/**
 * A Backstage application with the generated app-config, and one package, which has Boost's fields. Backstage's command
 * looks for schemas only below a package that depends on one of Backstage's.
 */
function makeApplication(text: string, form: SchemaForm): ScratchFolder {
  const schema = join(packageFolder('@rhdh-boost/config-schema'), form);
  const manifest = { version: '0.0.0', backstage: { role: 'backend' } };
  return scratchFolder({
    [FILE]: text,
    'nothing.js': '',
    [WRONG_FILE]: 'boost:\n  security:\n    mode: wrong\n',
    'package.json': JSON.stringify({
      name: 'app',
      ...manifest,
      dependencies: { '@backstage/backend-defaults': '*', boost: '*' },
    }),
    'node_modules/boost/package.json': JSON.stringify({
      name: 'boost',
      ...manifest,
      configSchema: form,
    }),
    [`node_modules/boost/${form}`]: readFileSync(schema, 'utf8'),
  });
}

/** The command in such an application, beside another program there. */
function prepareCommand(seed: number, form: SchemaForm, peer: readonly string[]) {
  const { text, env } = generateAppConfig(LINES, seed);
  const { path, dispose } = makeApplication(text, form);
  const boostConfig = commandOf('@rhdh-boost/config-tools', 'boost-config');
  const run = (args: readonly string[], status?: number) =>
    runNode({ args, cwd: path, env, ...(status !== undefined && { status }) });
  return {
    run,
    pair: {
      subject: () => run([boostConfig, 'check', FILE]).milliseconds,
      peer: () => run(peer).milliseconds,
      dispose,
    },
  };
}

/** How long the command takes beside what no command of Node's can do without. */
export const besideBareNode: Scenario = {
  subject,
  peer: 'Node on an empty file',
  repetitions: 40,
  warmUps: 3,
  prepare: ({ seed }) => prepareCommand(seed, 'config.d.ts', ['nothing.js']).pair,
};

/** How long the command `boost` takes to print its help. */
export const helpBesideBareNode: Scenario = {
  subject: 'boost --help',
  peer: 'Node on an empty file',
  repetitions: 40,
  warmUps: 3,
  prepare: () => {
    const { path, dispose } = scratchFolder({ 'nothing.js': '' });
    const boost = commandOf('@rhdh-boost/cli', 'boost');
    const run = (args: readonly string[]) => runNode({ args, cwd: path }).milliseconds;
    return { subject: () => run([boost, '--help']), peer: () => run(['nothing.js']), dispose };
  },
};

/** How many files one run checks beside a single one. */
const FILES = 20;

/** How long one run on several files takes beside a run on one: reading a file costs little beside the start. */
export const manyFiles: Scenario = {
  subject: `boost-config check on ${FILES} app-configs of ${LINES} lines`,
  peer: 'boost-config check on one of them',
  repetitions: 20,
  warmUps: 2,
  prepare: ({ seed }) => {
    const { text, env } = generateAppConfig(LINES, seed);
    const names = Array.from({ length: FILES }, (_, index) => `app-config.${index}.yaml`);
    const { path, dispose } = scratchFolder(Object.fromEntries(names.map(name => [name, text])));
    const boostConfig = commandOf('@rhdh-boost/config-tools', 'boost-config');
    const check = (files: readonly string[]) =>
      runNode({ args: [boostConfig, 'check', ...files], cwd: path, env }).milliseconds;
    return { subject: () => check(names), peer: () => check(names.slice(0, 1)), dispose };
  },
};

const besideBackstage = (form: SchemaForm): Scenario => ({
  subject,
  peer: `backstage-cli config:check on the same file, with Boost's fields as ${form}`,
  repetitions: 10,
  warmUps: 1,
  prepare({ seed }) {
    const check = [commandOf('@backstage/cli-module-config', 'cli-module-config'), 'config:check'];
    const { run, pair } = prepareCommand(seed, form, [...check, '--config', FILE]);
    const { stderr } = run([...check, '--strict', '--config', WRONG_FILE], 1);
    if (!stderr.includes('/boost/security/mode')) {
      pair.dispose();
      throw new Error(`backstage-cli config:check did not find Boost's schema:\n${stderr}`);
    }
    return pair;
  },
});

/** Backstage's own command where any package tells its fields as types, as Boost's does today. */
export const besideBackstageTypes = besideBackstage('config.d.ts');

/** Backstage's own command at its fastest: no package in reach has types, so that it loads no TypeScript. */
export const besideBackstageJson = besideBackstage('schema/config.schema.json');
