// Bundles the command: one file for each subcommand's own code, so that it starts fast.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { describeLicences, findBundledPackages } from './bundled-licences.ts';

const root = join(import.meta.dirname, '..');
const executable = 0o755;

/** Bundles `src/boost-config.ts` into a folder, with the licences of what is inside. */
export async function bundleCommand(folder: string): Promise<void> {
  const bundle = await rolldown({
    input: { 'boost-config': join(root, 'src/boost-config.ts') },
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
  });
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'command/[name]-[hash].js',
    sourcemap: true,
  });
  await bundle.close();
  const modules = output.flatMap(file => (file.type === 'chunk' ? file.moduleIds : []));
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'THIRD-PARTY-LICENSES'),
    describeLicences(findBundledPackages(modules)),
  );
  chmodSync(join(folder, 'boost-config.js'), executable);
}

if (import.meta.main) await bundleCommand(join(root, 'dist'));
