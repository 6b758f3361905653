// Bundles a package's entry points, run in its folder after the compiler has written the declarations. One file for each
// entry and one for what they share: many small modules, found, read and linked one by one, make an import slow.
// Arguments name further entries, such as a program that the package starts: `keycloak/supervisor`.
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { type Exports, entryPointsOf } from '../common/entry-points.ts';

/** What of a manifest says how to bundle. */
interface Manifest extends Exports {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * The module that each file imports before anything else. It is the one file that `sideEffects` of package.json lists: a
 * bundler would drop it otherwise. It may also skip an entry point that only passes on what a shared file exports.
 */
const GUARD = 'node-version.js';

/**
 * On an older Node the dependencies fail while they load, with a stack that names none of this. So this module comes
 * first, and its error has no stack. A browser has no version of Node and passes.
 *
 * @param name - the package that is imported
 */
export function nodeVersionGuard(name: string): string {
  return `const version = globalThis.process?.versions?.node ?? '22.19';
const [major, minor] = version.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) throw unsupportedNode();
function unsupportedNode() {
  const error = new Error(\`${name} needs Node 22.19 or newer, and this is Node \${version}. Run it with another Node.\`);
  error.stack = error.message;
  return error;
}
`;
}

/** The line that imports the guard from a file in `dist`. */
function importGuard(file: string): string {
  const path = relative(dirname(file), GUARD).replaceAll(sep, '/');
  return `import '${path.startsWith('.') ? path : `./${path}`}';`;
}

/** Bundles into `dist`; gives the files that were written. */
async function bundle(root: string, furtherEntries: readonly string[]): Promise<string[]> {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { dependencies = {}, peerDependencies = {} } = manifest;
  const external = Object.keys({ ...dependencies, ...peerDependencies });
  const bundled = await rolldown({
    cwd: root,
    input: {
      ...entryPointsOf(manifest),
      ...Object.fromEntries(furtherEntries.map(name => [name, `src/${name}.ts`])),
    },
    external: id =>
      id.startsWith('node:') || external.some(name => id === name || id.startsWith(`${name}/`)),
    platform: 'node',
    tsconfig: join(root, 'tsconfig.build.json'),
    // Node 22 is the oldest that runs it, and does not know `using`.
    transform: { target: 'node22' },
  });
  const { output } = await bundled.write({
    dir: join(root, 'dist'),
    format: 'esm',
    entryFileNames: '[name].js',
    // Without a hash: a build that turbo restores writes over the one before it, and leaves no file of it behind.
    chunkFileNames: 'shared-[name].js',
    // The declarations have the docstrings, the maps contain the sources.
    comments: { jsdoc: false, annotation: true, legal: true },
    sourcemap: true,
    banner: ({ fileName }) => importGuard(fileName),
  });
  await bundled.close();
  writeFileSync(join(root, 'dist', GUARD), nodeVersionGuard(manifest.name));
  return [GUARD, ...output.map(({ fileName }) => fileName)];
}

/**
 * Removes what neither this bundle nor the compiler has written. It is done last, so that whoever uses
 * the package while it is built finds one whole build.
 */
function removeOlderFiles(root: string, written: readonly string[]): void {
  const isWritten = new Set(written);
  for (const file of globSync('**/*.*', { cwd: join(root, 'dist') })) {
    const name = file.replaceAll(sep, '/');
    if (!isWritten.has(name) && !hasSource(root, name)) rmSync(join(root, 'dist', file));
  }
}

/** Whether a file is the declarations of a source that there is. */
function hasSource(root: string, file: string): boolean {
  const source = file.replace(/\.d\.ts$/, '.ts');
  return source !== file && existsSync(join(root, 'src', source));
}

if (import.meta.main) {
  const root = process.cwd();
  removeOlderFiles(root, await bundle(root, process.argv.slice(2)));
}
