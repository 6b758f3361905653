// Nodes, TypeScripts, package managers and the registry, as npm packages in a cache: the projects have none of them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../common/problem.ts';
import { releaseMatrix } from '../release-matrix.ts';
import { run, runWell } from './run.ts';

/** The programs that the rehearsal uses. */
export interface ToolBox {
  readonly folder: string;
  /** The cache of everything that is fetched again and again. */
  readonly cache: string;
  /** The path of a Node, by the name in the matrix. */
  node(name: string): string;
  /** The file of a program in the tool box. */
  program(path: string): string;
}

const CACHE = join(repositoryRoot, 'node_modules', '.cache', 'release-rehearsal');

/** Installs the tools, unless the cache has them. */
export async function prepareToolBox(): Promise<ToolBox> {
  const { node, oldNode, typescript, managers, backstage } = releaseMatrix;
  const dependencies = { ...node, ...oldNode, ...typescript, ...managers, ...backstage.new };
  // A dependency of verdaccio asks for a dist-tag of node-fetch, which not every registry has.
  const manifest = JSON.stringify({
    private: true,
    dependencies,
    overrides: { 'node-fetch': '2.7.0' },
  });
  const folder = join(CACHE, 'tools');
  const file = join(folder, 'package.json');
  const mark = join(folder, `.installed-${createHash('sha256').update(manifest).digest('hex')}`);
  if (!existsSync(mark) || readFileSync(file, 'utf8') !== manifest) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, manifest);
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await runWell('npm', args, { cwd: folder });
    // The package `node` brings its program by its install script, and nothing else needs one.
    const nodes = Object.keys({ ...node, ...oldNode });
    await runWell('npm', ['rebuild', ...nodes, '--ignore-scripts=false', '--loglevel=error'], {
      cwd: folder,
    });
    writeFileSync(mark, '');
  }
  const program = (path: string) => join(folder, 'node_modules', path);
  return { folder, cache: CACHE, program, node: name => program(`${name}/bin/node`) };
}

/** Whether a program of the tool box starts. */
export async function starts(command: string, ...args: readonly string[]): Promise<boolean> {
  // Not in the repository, whose package.json names its own package manager: pnpm refuses to run there.
  const { code } = await run(command, [...args, '--version'], { cwd: tmpdir() });
  return code === 0;
}
