import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stepIds } from '../src/doctor/step.ts';
import type { Misconfiguration } from './misconfigurations/misconfiguration.ts';

const folder = join(import.meta.dirname, 'misconfigurations');

/** Every misconfiguration by its file's name (the step and what is broken), in the order of the steps. */
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
  const entries = await Promise.all(loaded);
  return new Map(entries.sort(([, one], [, other]) => place(one) - place(other)));
}

function place({ step }: Misconfiguration): number {
  return stepIds.indexOf(step);
}
