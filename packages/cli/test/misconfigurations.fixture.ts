import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Misconfiguration } from './misconfigurations/misconfiguration.ts';

const folder = join(import.meta.dirname, 'misconfigurations');

/** Every misconfiguration by its file's name: the step and what is broken. */
export async function loadMisconfigurations(): Promise<ReadonlyMap<string, Misconfiguration>> {
  const names = readdirSync(folder)
    .map(file => basename(file, '.ts'))
    .filter(name => name !== 'misconfiguration')
    .sort();
  const loaded = names.map(async name => {
    const { misconfiguration }: { misconfiguration: Misconfiguration } = await import(
      `./misconfigurations/${name}.ts`
    );
    return [name, misconfiguration] as const;
  });
  return new Map(await Promise.all(loaded));
}
