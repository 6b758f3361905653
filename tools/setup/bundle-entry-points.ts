// Bundles a package's entry points, run in its folder after the compiler has written the declarations. One file for each
// entry and one for what they share: many small modules, found, read and linked one by one, make an import slow.
// Arguments name further entries, such as a program that the package starts: `keycloak/supervisor`.
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { type Exports, entryPointsOf } from '../common/entry-points.ts';

/** What of a manifest says how to bundle. */
interface Manifest extends Exports {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
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
  });
  const { output } = await bundled.write({
    dir: join(root, 'dist'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[hash].js',
    sourcemap: true,
  });
  await bundled.close();
  return output.map(({ fileName }) => fileName);
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
  const source = file.replace(/\.d\.ts(?:\.map)?$/, '.ts');
  return source !== file && existsSync(join(root, 'src', source));
}

if (import.meta.main) {
  const root = process.cwd();
  removeOlderFiles(root, await bundle(root, process.argv.slice(2)));
}
