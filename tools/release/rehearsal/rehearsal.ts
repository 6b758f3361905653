// `npm run release:rehearsal`: a release against a registry on loopback. It sets the next versions in a copy, publishes
// them, installs them with each package manager, publishes a patch, upgrades to it, and tries every project on each Node.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readmeExamples } from '../../checks/readme-examples.ts';
import { repositoryRoot } from '../../common/problem.ts';
import { commandsOf, entryPoints, publishedPackages } from '../../common/workspaces.ts';
import { publishRelease } from '../publish-release.ts';
import type { ReleasedPackage } from '../release-folder.ts';
import { releaseMatrix, typescriptWithoutRequire } from '../release-matrix.ts';
import { createPlugin, testPlugin } from './backstage-plugin.ts';
import { commandsUnder } from './install-page.ts';
import { installedVersion, type Manager, managersOf } from './managers.ts';
import { writeProject } from './projects.ts';
import { startRegistry } from './registry.ts';
import { addPatch, copyForRelease, runScript, versionAndPack } from './release-copy.ts';
import { formatCount, formatTable, type Result, resultOf } from './results.ts';
import { inTurns, run, runWell } from './run.ts';
import { prepareToolBox, starts, type ToolBox } from './tool-box.ts';
import { refusesOldNode, type Trial, trialsOf, tryOut } from './trials.ts';

const AT_A_TIME = Math.max(2, availableParallelism());

const root = repositoryRoot;
const packages = publishedPackages(root);
const specifiers = packages.flatMap(entryPoints).map(({ specifier }) => specifier);
const examples = readmeExamples(root).filter(({ runs }) => runs);
const trials = trialsOf({
  specifiers,
  examples,
  commands: packages.flatMap(commandsOf),
  commandLines: [
    // The project has no Keycloak and no Kagenti.
    { line: 'boost doctor --json', code: 1, prints: /^{\n {2}"version": 1,[^]*"id": "kagenti"/ },
    { line: 'boost config check' },
    { line: 'boost-config check' },
  ],
});
const names = packages.map(({ manifest }) => manifest.name);

/** `^version` of each package. */
const rangesOf = (released: readonly ReleasedPackage[]) =>
  Object.fromEntries(released.map(({ name, version }) => [name, `^${version}`]));

const titleOfNode = (name: string) => name.replace('node-', 'Node ');

/** In continuous integration a tool that is missing is a failure; elsewhere what needs it is left out. */
function missing(tool: string): Result[] {
  const title = `${tool} could not be installed, so it was not tried`;
  console.log(title);
  return process.env['CI'] ? [{ row: tool, column: 'tools', title, failure: title }] : [];
}

/** Takes out what is not there. */
async function available<Item>(
  items: readonly Item[],
  isThere: (item: Item) => Promise<boolean>,
  toolOf: (item: Item) => string,
): Promise<{ there: Item[]; results: Result[] }> {
  const found = await inTurns(items, 1, isThere);
  const lacking = new Set(items.filter((_item, index) => !found[index]).map(toolOf));
  return {
    there: items.filter((_item, index) => found[index]),
    results: [...lacking].flatMap(missing),
  };
}

/** What every part of the rehearsal works with. */
interface Stage {
  readonly folder: string;
  readonly toolBox: ToolBox;
  readonly nodes: readonly string[];
  readonly registry: string;
}

/** The project of a package manager on the first of the versions. */
async function installFirst(
  manager: Manager,
  { folder, registry }: Stage,
  ranges: Readonly<Record<string, string>>,
): Promise<string> {
  const project = join(folder, manager.title.replaceAll(/\W+/g, '-'));
  writeProject(project, { ranges, packages, specifiers, examples });
  manager.configure(project, registry);
  await manager.install(project);
  return project;
}

/** Upgrades a project; gives what did not come. */
async function upgrade(
  manager: Manager,
  project: string,
  { toolBox }: Stage,
  released: readonly ReleasedPackage[],
): Promise<string | undefined> {
  await manager.upgrade(project, names);
  const node = toolBox.node('node-24');
  const stale = await inTurns(released, AT_A_TIME, async ({ name, version }) => {
    const found = await installedVersion(manager, { node, folder: project, name });
    return found === version ? [] : [`${name} is ${found}, not ${version}`];
  });
  return stale.flat().join('\n') || undefined;
}

/**
 * The trials in the project of a package manager. Every import, require and command runs on each Node. So does each
 * README example with npm; with the others, which change how a package is found and nothing else, on one Node.
 */
function tryManager(manager: Manager, project: string, stage: Stage): Promise<Result[]> {
  const runs = (name: string, { kind }: Trial) =>
    kind !== 'example' || manager.tool === 'npm' || name === 'node-24';
  const all = stage.nodes.flatMap(name =>
    trials.filter(trial => runs(name, trial)).map(trial => ({ name, trial })),
  );
  return inTurns(all, AT_A_TIME, ({ name, trial }) =>
    resultOf({ row: manager.title, column: titleOfNode(name), title: trial.title }, () =>
      tryOut(trial, { folder: project, manager, node: stage.toolBox.node(name) }),
    ),
  );
}

/** What TypeScript says of the project, and what an old Node does. */
async function tryFurther(project: string, { toolBox }: Stage): Promise<Result[]> {
  const checks = Object.keys(releaseMatrix.typescript).map(name => ({
    row: 'type checks',
    column: name.replace('typescript-', 'TypeScript '),
    title: `type check on ${name}`,
    work: async () => {
      const file = typescriptWithoutRequire.includes(name) ? 'tsconfig.import' : 'tsconfig';
      const tsc = toolBox.program(`${name}/bin/tsc`);
      const { code, stdout, stderr } = await run(
        toolBox.node('node-24'),
        [tsc, '-p', `${file}.json`],
        { cwd: project },
      );
      return code === 0 ? undefined : `${stdout}${stderr}`;
    },
  }));
  const [old = ''] = Object.keys(releaseMatrix.oldNode);
  const refusals = specifiers.map(specifier => ({
    row: 'imports that end in a sentence',
    column: titleOfNode(old),
    title: `import ${specifier} on ${old}`,
    work: () => refusesOldNode(specifier, { folder: project, node: toolBox.node(old) }),
  }));
  return inTurns([...checks, ...refusals], AT_A_TIME, ({ work, ...place }) =>
    resultOf(place, work),
  );
}

/** The Jest suite of a Backstage plugin, which Yarn installed. */
async function tryPlugin(
  manager: Manager,
  stage: Stage,
  released: readonly ReleasedPackage[],
): Promise<Result[]> {
  const row = 'Backstage plugin, Jest';
  const folder = join(stage.folder, 'backstage');
  const installed = await resultOf(
    { row, column: 'install', title: 'install the plugin' },
    async () => {
      await createPlugin(stage.toolBox, folder, rangesOf(released));
      manager.configure(folder, stage.registry);
      await manager.install(folder);
      return undefined;
    },
  );
  if (installed.failure !== undefined) return [installed];
  const suites = await inTurns(stage.nodes, 1, name =>
    resultOf({ row, column: titleOfNode(name), title: `Jest suite on ${name}` }, () =>
      testPlugin(folder, stage.toolBox.node(name)),
    ),
  );
  return [installed, ...suites];
}

/** docs/install-before-release.md with a package manager: its commands, and an import of what they installed. */
function tryPage(manager: Manager, heading: string, { folder, toolBox }: Stage): Promise<Result> {
  const place = { row: `${manager.title}, files`, column: titleOfNode('node-24') };
  return resultOf({ ...place, title: `"${heading}" of the page` }, async () => {
    const project = join(folder, `page-${manager.title.replaceAll(/\W+/g, '-')}`);
    mkdirSync(project);
    cpSync(join(folder, 'page', 'boost'), join(project, 'boost'), { recursive: true });
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({
        name: 'page',
        version: '1.0.0',
        private: true,
        type: 'module',
        // As Backstage's create-app writes it, for Yarn.
        ...(heading === 'Install with Yarn' && { workspaces: { packages: ['packages/*'] } }),
      }),
    );
    manager.configure(project, undefined);
    await runWell('bash', ['-euo', 'pipefail', '-c', commandsUnder(root, heading)], {
      cwd: project,
      env: manager.shellEnvironment,
    });
    const [trial] = trialsOf({
      specifiers: ['@rhdh-boost/kagenti-client'],
      examples: [],
      commands: [],
      commandLines: [],
    });
    return trial && tryOut(trial, { folder: project, manager, node: toolBox.node('node-24') });
  });
}

/** The page's first section, in this clone. */
async function packForPage(folder: string): Promise<void> {
  const project = join(folder, 'page');
  mkdirSync(project);
  await runWell('bash', ['-euo', 'pipefail', '-c', commandsUnder(root, 'Pack the packages')], {
    cwd: root,
    env: { ...process.env, PROJECT: project },
  });
}

async function rehearse(folder: string): Promise<Result[]> {
  const started = performance.now();
  const say = (text: string) =>
    console.log(
      `${String(Math.round((performance.now() - started) / 1000)).padStart(4)} s  ${text}`,
    );
  say('preparing the Nodes, TypeScripts and package managers');
  const toolBox = await prepareToolBox();
  const nodes = await available(
    Object.keys(releaseMatrix.node),
    name => starts(toolBox.node(name)),
    titleOfNode,
  );
  const managers = await available(
    await managersOf(toolBox),
    manager => manager.isThere(),
    ({ tool }) => tool,
  );
  const results = [...nodes.results, ...managers.results];
  const registry = await startRegistry(process.execPath, toolBox.folder, folder);
  const stage: Stage = { folder, toolBox, nodes: nodes.there, registry: registry.url };
  try {
    const copy = join(folder, 'copy');
    mkdirSync(copy);
    const host = registry.url.replace('http:', '');
    const npmrc = `@rhdh-boost:registry=${registry.url}\n${host}:_authToken=rehearsal\n`;
    await copyForRelease(root, copy, npmrc);
    /** What a script of the release says in this state of the copy. */
    const expectScript = async (script: string, expected: RegExp, ...args: string[]) => {
      const place = { row: 'scripts', column: 'in a copy', title: `${script}: ${expected.source}` };
      const result = await resultOf(place, async () => {
        const printed = await runScript(copy, script, ...args);
        return expected.test(printed) ? undefined : printed;
      });
      results.push(result);
    };
    const publish = async (tarballs: string, isFirst: boolean) => {
      const released = await versionAndPack(copy, tarballs);
      if (isFirst) {
        await expectScript(
          'first-release.ts',
          /^To publish: (?:(?!Not yet)[^])*Nothing was published\./,
        );
      } else await expectScript('release-plan.ts', /^To publish: [^.]*\.\d/);
      const publisher = join(folder, 'publisher');
      mkdirSync(publisher, { recursive: true });
      writeFileSync(join(publisher, '.npmrc'), npmrc);
      const publishing = { cwd: publisher, provenance: false };
      publishRelease(tarballs, { ...publishing, print: say });
      const again = publishRelease(tarballs, { ...publishing, print: () => {} });
      const title = 'publish what the registry has already';
      const failure = again.length > 0 && { failure: `${again.length} packages published again` };
      results.push({ row: 'publishing', column: 'repeated', title, ...failure });
      await expectScript('release-plan.ts', /^The registry has every version\.\n$/);
      await expectScript('tag-release.ts', /^@rhdh-boost\/[^]*@\d/, tarballs);
      await expectScript('tag-release.ts', /^Every package has its tag\.\n$/, tarballs);
      return released;
    };
    say('publishing the next versions');
    const first = await publish(join(folder, 'first'), true);
    const projects: { manager: Manager; project: string }[] = [];
    for (const manager of managers.there) {
      say(`installing with ${manager.title}`);
      const place = { row: manager.title, column: 'install', title: 'install' };
      const result = await resultOf(place, async () => {
        projects.push({ manager, project: await installFirst(manager, stage, rangesOf(first)) });
        return undefined;
      });
      results.push(result);
    }
    say('publishing a patch');
    addPatch(copy);
    const patch = await publish(join(folder, 'patch'), false);
    for (const { manager, project } of projects) {
      say(`upgrading and trying with ${manager.title}`);
      const place = { row: manager.title, column: 'upgrade', title: 'upgrade' };
      results.push(await resultOf(place, () => upgrade(manager, project, stage, patch)));
      results.push(...(await tryManager(manager, project, stage)));
      if (manager.tool === 'npm') results.push(...(await tryFurther(project, stage)));
    }
    const yarn = managers.there.find(({ title }) => title === 'Yarn (node-modules)');
    if (yarn !== undefined) {
      say('installing into a Backstage plugin');
      results.push(...(await tryPlugin(yarn, stage, patch)));
    }
    say('installing files as docs/install-before-release.md says');
    await packForPage(folder);
    for (const manager of managers.there) {
      results.push(await tryPage(manager, `Install with ${manager.tool}`, stage));
    }
    say('done');
  } finally {
    await registry.stop();
  }
  return results;
}

/** What has its own table. */
const isFurther = ({ column }: Result) => /^TypeScript|^Node 20|^repeated|^in a copy/.test(column);

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'release-rehearsal-'));
  try {
    const results = await rehearse(folder);
    for (const { row, column, title, failure } of results) {
      if (failure !== undefined) console.log(`FAILED ${title} (${row}, ${column}):\n${failure}\n`);
    }
    const tables = [results.filter(result => !isFurther(result)), results.filter(isFurther)];
    console.log(`\n${tables.map(formatTable).join('\n\n')}\n\n${formatCount(results)}`);
    if (results.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
  } finally {
    if (process.env['KEEP_REHEARSAL'] === undefined)
      rmSync(folder, { recursive: true, force: true });
    else console.log(folder);
  }
}
