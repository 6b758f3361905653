import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { generateAppConfig } from '../generated-app-config.ts';
import { commandOf, packageFolder } from '../packages.ts';
import { runNode } from '../run-process.ts';
import { scratchFolder } from '../scratch-folder.ts';

const LINES = 500;
const FILE = 'app-config.yaml';

/** A Backstage application: it depends on Boost's schema, and on what every Backstage application depends on. */
const application = {
  name: 'application',
  version: '0.0.0',
  private: true,
  backstage: { role: 'backend' },
  dependencies: { '@backstage/integration': '*', '@rhdh-boost/config-schema': '*' },
};

/** An application's folder with an app-config, and how long the command needs to check that. */
function prepareCommand(seed: number) {
  const { text, env } = generateAppConfig(LINES, seed);
  const { path, dispose } = scratchFolder({
    [FILE]: text,
    'package.json': JSON.stringify(application),
    'nothing.js': '',
  });
  for (const name of Object.keys(application.dependencies)) {
    const link = join(path, 'node_modules', name);
    mkdirSync(join(link, '..'), { recursive: true });
    symlinkSync(packageFolder(name), link, 'dir');
  }
  const boostConfig = commandOf('@rhdh-boost/config-tools', 'boost-config');
  const time = (...args: string[]) => runNode({ args, cwd: path, env }).milliseconds;
  return { time, dispose, subject: () => time(boostConfig, 'check', FILE) };
}

/** How long the command takes beside what no command of Node's can do without. */
export const besideBareNode: Benchmark = {
  subject: `boost-config check on an app-config of ${LINES} lines`,
  peer: 'Node on an empty file',
  ratioOf: 'time',
  limit: 2.5,
  repetitions: 40,
  warmUps: 3,
  prepare: ({ seed }) => {
    const { subject, time, dispose } = prepareCommand(seed);
    return { subject, peer: () => time('nothing.js'), dispose };
  },
};

/** How long the command takes beside Backstage's own, on the same file. */
export const besideBackstage: Benchmark = {
  subject: besideBareNode.subject,
  peer: 'backstage-cli config:check on the same file',
  ratioOf: 'time',
  limit: 0.1,
  repetitions: 8,
  warmUps: 1,
  prepare: ({ seed }) => {
    const { subject, time, dispose } = prepareCommand(seed);
    const backstage = commandOf('@backstage/cli-module-config', 'cli-module-config');
    return { subject, peer: () => time(backstage, 'config:check', '--config', FILE), dispose };
  },
};
