// A backend plugin as `backstage-cli new` makes it, with a Jest suite of ours.
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { releaseMatrix } from '../release-matrix.ts';
import { jestSuite } from './jest-suite.ts';
import { runWell } from './run.ts';
import type { ToolBox } from './tool-box.ts';

/** Where the plugin is in its repository. */
const PLUGIN = 'plugins/trial-backend';

const ROOT = {
  'package.json': JSON.stringify({
    name: 'root',
    version: '1.0.0',
    private: true,
    workspaces: { packages: ['packages/*', 'plugins/*'] },
  }),
  'backstage.json': '{ "version": "1.44.0" }',
};

/**
 * Makes a repository with a new plugin that depends on the packages.
 *
 * @param ranges - the packages, with the range that the plugin installs
 */
export async function createPlugin(
  toolBox: ToolBox,
  folder: string,
  ranges: Readonly<Record<string, string>>,
): Promise<void> {
  // The generator finds its templates from the folder that it runs in.
  const root = mkdtempSync(join(toolBox.folder, 'root-'));
  try {
    for (const [file, text] of Object.entries(ROOT)) writeFileSync(join(root, file), text);
    const generator = toolBox.program('@backstage/cli-module-new/bin/backstage-cli-module-new');
    const options = ['--select', 'backend-plugin', '--option', 'pluginId=trial', '--skip-install'];
    await runWell(toolBox.node('node-24'), [generator, 'new', ...options], { cwd: root });
    mkdirSync(folder, { recursive: true });
    cpSync(root, folder, { recursive: true });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  addPackages(join(folder, PLUGIN), ranges);
}

/** Puts the packages and the suite in; the plugin's own tests go, since they need a whole backend. */
function addPackages(plugin: string, ranges: Readonly<Record<string, string>>): void {
  const file = join(plugin, 'package.json');
  const manifest: { dependencies: Record<string, string>; devDependencies: object } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  manifest.dependencies = { ...manifest.dependencies, ...ranges };
  manifest.devDependencies = releaseMatrix.backstage.test;
  writeFileSync(file, JSON.stringify(manifest));
  for (const test of globSync('src/**/*.test.ts', { cwd: plugin })) rmSync(join(plugin, test));
  writeFileSync(join(plugin, 'src', 'boost.test.js'), jestSuite);
}

/** Runs the plugin's tests on a Node, as `backstage-cli package test` does. */
export async function testPlugin(folder: string, node: string): Promise<string | undefined> {
  const [program] = globSync('node_modules/@backstage/cli-module-test-jest/bin/*', { cwd: folder });
  const output = await runWell(
    node,
    [join(folder, program ?? ''), 'package', 'test', '--watchAll=false'],
    { cwd: join(folder, PLUGIN), env: { ...process.env, CI: 'true' } },
  );
  return output.includes('No tests found') ? output : undefined;
}
