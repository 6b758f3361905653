// Bundles the package, so that importing it costs little more than importing zod: each small
// module of its own would be found, read and linked one by one.
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..');

/** Bundles both entry points into a folder, with one file for what they share. */
export async function bundleEntryPoints(folder: string): Promise<void> {
  const bundle = await rolldown({
    input: {
      index: join(root, 'src/index.ts'),
      'artefacts/index': join(root, 'src/artefacts/index.ts'),
    },
    external: [/^zod(?:$|[/-])/],
    tsconfig: join(root, 'tsconfig.build.json'),
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[hash].js',
    sourcemap: true,
  });
  await bundle.close();
}

if (import.meta.main) await bundleEntryPoints(join(root, 'dist'));
