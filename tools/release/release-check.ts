// `npm run release:check`: packs the packages, installs the tarballs into an empty project and uses them there, as
// somebody would who has only the READMEs. Takes a few minutes, most of it for installing Nodes and TypeScripts.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readmeExamples, writeExamples } from '../checks/readme-examples.ts';
import { report, repositoryRoot } from '../common/problem.ts';
import { commandsOf, entryPoints } from '../common/workspaces.ts';
import { type PackedPackage, packPackages } from './packing.ts';
import { releaseMatrix } from './release-matrix.ts';
import { consumerFiles, EXAMPLES, releasePlan, type Trial } from './release-plan.ts';

/** A trial that hangs is stopped after this time. */
const LIMIT_MS = 120_000;

function npmInstall(folder: string, packages: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

const aliases = (packages: Readonly<Record<string, string>>) =>
  Object.entries(packages).map(([name, version]) => `${name}@${version}`);

/** The Nodes and TypeScripts, in a folder of their own: the consumer's project has only our packages. */
function installToolBox(folder: string): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npmInstall(folder, [...aliases(releaseMatrix.node), ...aliases(releaseMatrix.typescript)]);
}

function installConsumer(folder: string, packed: readonly PackedPackage[]): Trial[] {
  const specifiers = packed.flatMap(({ workspace }) =>
    entryPoints(workspace).map(({ specifier }) => specifier),
  );
  const examples = readmeExamples(repositoryRoot).filter(({ runs }) => runs);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(consumerFiles(specifiers))) {
    writeFileSync(join(folder, file), text);
  }
  npmInstall(folder, [
    ...packed.map(({ tarball }) => tarball),
    ...aliases(releaseMatrix.types),
    ...aliases(releaseMatrix.peers),
  ]);
  writeExamples(join(folder, EXAMPLES), examples);
  const commands = packed.flatMap(({ workspace }) => commandsOf(workspace));
  return releasePlan(specifiers, examples, commands);
}

/** Runs a trial; gives what it printed when it failed. */
function run({ tool, kind, args }: Trial, toolBox: string, consumer: string): string | undefined {
  const installed = join(toolBox, 'node_modules', tool);
  const [command, ...first] =
    kind === 'node'
      ? [join(installed, 'bin/node')]
      : [process.execPath, join(installed, 'bin/tsc')];
  const { status, stdout, stderr } = spawnSync(command ?? '', [...first, ...args], {
    cwd: consumer,
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  return status === 0 ? undefined : `${stdout}${stderr}`.trim() || `it ended with ${status}`;
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'release-check-'));
  try {
    const [toolBox, consumer] = [join(folder, 'tools'), join(folder, 'consumer')];
    console.log(
      'Packing the packages and installing them, and the Nodes and TypeScripts to try them on …',
    );
    const trials = installConsumer(consumer, packPackages(repositoryRoot, folder));
    installToolBox(toolBox);
    const problems = trials.flatMap(trial => {
      const failure = run(trial, toolBox, consumer);
      console.log(`${failure === undefined ? 'ok    ' : 'FAILED'} ${trial.title}`);
      return failure === undefined ? [] : [{ message: `${trial.title} failed:\n${failure}` }];
    });
    console.log(`${trials.length - problems.length} of ${trials.length} passed`);
    report(problems);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
