import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The folder of an installed package, ours or a peer's. */
export function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

/** The packages that a package needs when it runs. */
export function dependenciesOf(name: string): string[] {
  const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(
    readFileSync(join(packageFolder(name), 'package.json'), 'utf8'),
  );
  return Object.keys(dependencies);
}

/** The file that a package's command runs. */
export function commandOf(packageName: string, command: string): string {
  const folder = packageFolder(packageName);
  const { bin }: { bin?: string | Record<string, string> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const file = typeof bin === 'string' ? bin : bin?.[command];
  if (file === undefined) {
    throw new Error(`${packageName} has no command "${command}".`);
  }
  return join(folder, file);
}
