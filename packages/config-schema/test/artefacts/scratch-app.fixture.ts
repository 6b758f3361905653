import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonSchema } from '../../src/artefacts/field-json-schema.ts';

const packageFolder = join(import.meta.dirname, '../..');

/** A Backstage app that depends on packages with a schema, in a folder of its own. */
export interface ScratchApp {
  /** Its folder. */
  readonly folder: string;
  /** The path of its package.json. */
  readonly packagePath: string;
  /** Writes a file of the app, and gives its path. */
  write(name: string, text: string): string;
  /** Removes the folder. */
  remove(): void;
}

/** What is published of our package for Backstage's sake. */
const published = ['package.json', 'schema', 'config.d.ts'];

/**
 * Makes an app with our package as npm would install it, and other packages.
 *
 * @param others - the `configSchema` of each, by name: a schema, or the path of a file of ours
 * @param options - whether our package is there, and the folders of packages as npm unpacked them
 */
export function makeScratchApp(
  others: Readonly<Record<string, JsonSchema | 'config.d.ts'>> = {},
  {
    withOurs = true,
    unpacked = {},
  }: { withOurs?: boolean; unpacked?: Readonly<Record<string, string>> } = {},
): ScratchApp {
  const folder = mkdtempSync(join(tmpdir(), 'boost-app-'));
  const dependencies: Record<string, string> = {
    // Backstage looks for schemas only below packages that have one, or depend on one of its own.
    '@backstage/config': '*',
  };
  const install = (name: string) => {
    dependencies[name] = '*';
    const installed = join(folder, 'node_modules', name);
    mkdirSync(installed, { recursive: true });
    return installed;
  };
  if (withOurs) {
    const ours = install('@rhdh-boost/config-schema');
    for (const name of published) {
      cpSync(join(packageFolder, name), join(ours, name), { recursive: true });
    }
  }
  for (const [name, configSchema] of Object.entries(others)) {
    const other = install(name);
    writeFileSync(
      join(other, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', configSchema }),
    );
    if (configSchema === 'config.d.ts') {
      cpSync(join(packageFolder, configSchema), join(other, configSchema));
    }
  }
  for (const [name, from] of Object.entries(unpacked)) {
    cpSync(from, install(name), { recursive: true });
  }
  const packagePath = join(folder, 'package.json');
  writeFileSync(
    packagePath,
    JSON.stringify({ name: 'app', version: '1.0.0', private: true, dependencies }),
  );
  return {
    folder,
    packagePath,
    write(name, text) {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
