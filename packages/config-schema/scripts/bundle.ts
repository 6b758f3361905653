// Bundles the package, so that importing it costs little more than importing zod: each small
// module of its own would be found, read and linked one by one. The files of an older build are
// removed last, so that whoever uses the package while it is built finds one whole build.
import { existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..');

/** Bundles both entry points into a folder, with one file for what they share; gives the files. */
async function bundleEntryPoints(folder: string): Promise<string[]> {
  const bundle = await rolldown({
    input: {
      index: join(root, 'src/index.ts'),
      'artefacts/index': join(root, 'src/artefacts/index.ts'),
    },
    external: [/^zod(?:$|[/-])/],
    tsconfig: join(root, 'tsconfig.build.json'),
  });
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[hash].js',
    sourcemap: true,
  });
  await bundle.close();
  return output.map(({ fileName }) => fileName);
}

/** Removes what neither this bundle nor the compiler has written. */
function removeOlderFiles(folder: string, bundled: readonly string[]): void {
  const written = new Set(bundled);
  for (const file of globSync('**/*.*', { cwd: folder })) {
    if (!written.has(file) && !hasSource(file)) rmSync(join(folder, file));
  }
}

/** Whether a file is the declarations of a source that there is. */
function hasSource(file: string): boolean {
  const source = file.replace(/\.d\.ts(?:\.map)?$/, '.ts');
  return source !== file && existsSync(join(root, 'src', source));
}

if (import.meta.main) {
  const folder = join(root, 'dist');
  removeOlderFiles(folder, await bundleEntryPoints(folder));
}
