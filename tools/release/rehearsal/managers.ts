// How each package manager installs into a project, upgrades there, and runs what was installed.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { run, runWell } from './run.ts';
import { starts, type ToolBox } from './tool-box.ts';

/** A package manager as the rehearsal uses it. */
export interface Manager {
  /** Its title in the table. */
  readonly title: string;
  /** The tool that it needs, for the line that reports it missing. */
  readonly tool: string;
  /** How packages are laid out: in a folder, or in archives that Node reads by way of Yarn's Plug'n'Play. */
  readonly linker: 'node-modules' | 'pnp';
  isThere(): Promise<boolean>;
  /** Writes the settings by which the packages come from a registry, or none without that registry. */
  configure(folder: string, registry: string | undefined): void;
  install(folder: string): Promise<void>;
  /** Brings the packages to the newest version that their ranges allow. */
  upgrade(folder: string, names: readonly string[]): Promise<void>;
  /** What Node needs to find the packages. */
  nodeEnvironment(folder: string): NodeJS.ProcessEnv;
  /** How a command of an installed package is called by a Node: program and first arguments. */
  command(folder: string, node: string, name: string): readonly [string, ...string[]];
  /** The environment in which a reader would type the manager's own name. */
  readonly shellEnvironment: NodeJS.ProcessEnv;
}

const SCOPE = '@rhdh-boost';

/** An environment in which the tool box's package managers run by their names, on the tool box's Node 24. */
function shellEnvironment(toolBox: ToolBox, env: NodeJS.ProcessEnv = process.env) {
  const folders = [dirname(toolBox.node('node-24')), toolBox.program('.bin')];
  return { ...env, PATH: [...folders, env['PATH']].join(delimiter) };
}

function npmrc(folder: string, registry: string | undefined): void {
  if (registry === undefined) return;
  writeFileSync(join(folder, '.npmrc'), `${SCOPE}:registry=${registry}\n`);
}

function commandInBin(folder: string, _node: string, name: string): readonly [string, ...string[]] {
  return [join(folder, 'node_modules', '.bin', name)];
}

const callNpm = (cwd: string, ...args: readonly string[]) =>
  runWell('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd });

/** The npm of this machine. */
function npm(): Manager {
  return {
    title: 'npm',
    tool: 'npm',
    linker: 'node-modules',
    isThere: () => starts('npm'),
    configure: npmrc,
    install: async folder => void (await callNpm(folder, 'install')),
    upgrade: async (folder, names) => void (await callNpm(folder, 'update', ...names)),
    nodeEnvironment: () => process.env,
    command: commandInBin,
    shellEnvironment: process.env,
  };
}

function pnpm(toolBox: ToolBox): Manager {
  const program = toolBox.program('pnpm/bin/pnpm.mjs');
  const call = (cwd: string, ...args: readonly string[]) =>
    runWell(toolBox.node('node-24'), [program, ...args, '--reporter=append-only'], { cwd });
  return {
    title: 'pnpm',
    tool: 'pnpm',
    linker: 'node-modules',
    isThere: () => starts(toolBox.node('node-24'), program),
    configure(folder, registry) {
      npmrc(folder, registry);
      // Elsewhere pnpm waits before it installs a version that was published a moment ago.
      writeFileSync(
        join(folder, 'pnpm-workspace.yaml'),
        `minimumReleaseAgeExclude: ['${SCOPE}/*']\n`,
      );
    },
    install: async folder => void (await call(folder, 'install', '--no-frozen-lockfile')),
    upgrade: async (folder, names) => void (await call(folder, 'update', ...names)),
    nodeEnvironment: () => process.env,
    command: commandInBin,
    shellEnvironment: shellEnvironment(toolBox),
  };
}

/** Yarn's settings: no telemetry, packages that were published a moment ago, and a lock file that changes although CI is set. */
function yarnSettings(linker: string, registry: string | undefined): string {
  return JSON.stringify({
    nodeLinker: linker,
    enableTelemetry: false,
    enableImmutableInstalls: false,
    enableScripts: false,
    npmPreapprovedPackages: [`${SCOPE}/*`],
    ...(registry !== undefined && {
      npmScopes: { [SCOPE.slice(1)]: { npmRegistryServer: registry } },
      unsafeHttpWhitelist: ['127.0.0.1'],
    }),
  });
}

/** Yarn takes its registry from its own settings; the projects use that of npm, as everything here does. */
async function yarnEnvironment(toolBox: ToolBox): Promise<NodeJS.ProcessEnv> {
  const registry = await runWell('npm', ['config', 'get', 'registry'], { cwd: toolBox.cache });
  const folder = join(toolBox.cache, 'yarn');
  forgetOwnPackages(join(folder, 'cache'));
  return {
    ...process.env,
    YARN_NPM_REGISTRY_SERVER: registry.trim(),
    YARN_GLOBAL_FOLDER: folder,
  };
}

/** Yarn's cache knows a package by name and version, and an earlier rehearsal had the same ones. */
function forgetOwnPackages(cache: string): void {
  let files: string[] = [];
  try {
    files = readdirSync(cache);
  } catch {
    return; // the first rehearsal
  }
  for (const file of files.filter(name => name.startsWith(`${SCOPE}-`))) {
    rmSync(join(cache, file));
  }
}

function yarn(
  toolBox: ToolBox,
  linker: 'node-modules' | 'pnp',
  environment: NodeJS.ProcessEnv,
): Manager {
  const program = toolBox.program('@yarnpkg/cli-dist/bin/yarn.js');
  const call = (cwd: string, ...args: readonly string[]) =>
    runWell(toolBox.node('node-24'), [program, ...args], { cwd, env: environment });
  const isPnp = linker === 'pnp';
  return {
    title: `Yarn (${isPnp ? 'PnP' : linker})`,
    tool: 'Yarn',
    linker,
    isThere: () => starts(toolBox.node('node-24'), program),
    configure(folder, registry) {
      writeFileSync(join(folder, '.yarnrc.yml'), yarnSettings(linker, registry));
      writeFileSync(join(folder, 'yarn.lock'), '');
    },
    install: async folder => void (await call(folder, 'install')),
    upgrade: async (folder, names) => void (await call(folder, 'up', '--recursive', ...names)),
    nodeEnvironment: folder =>
      isPnp
        ? {
            ...process.env,
            NODE_OPTIONS: `--require ${join(folder, '.pnp.cjs')} --experimental-loader ${join(folder, '.pnp.loader.mjs')}`,
          }
        : process.env,
    command: isPnp ? (_folder, node, name) => [node, program, 'run', name] : commandInBin,
    shellEnvironment: shellEnvironment(toolBox, environment),
  };
}

/** The package managers that are tried. */
export async function managersOf(toolBox: ToolBox): Promise<Manager[]> {
  const environment = await yarnEnvironment(toolBox);
  return [
    npm(),
    pnpm(toolBox),
    yarn(toolBox, 'node-modules', environment),
    yarn(toolBox, 'pnp', environment),
  ];
}

/** The version of an installed package, as a project resolves it. */
export async function installedVersion(
  manager: Manager,
  { node, folder, name }: { node: string; folder: string; name: string },
): Promise<string> {
  const code = `console.log(require('${name}/package.json').version)`;
  const { stdout, stderr } = await run(node, ['--input-type=commonjs', '--eval', code], {
    cwd: folder,
    env: manager.nodeEnvironment(folder),
  });
  return stdout.trim() || stderr.trim();
}
