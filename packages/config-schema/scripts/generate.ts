import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createBackstageSchema } from '../src/artefacts/backstage-schema.ts';
import { createEditorSchema } from '../src/artefacts/editor-schema.ts';
import { BOOST_CONFIG_SCHEMA_VERSION, boostConfigFields } from '../src/registry.ts';
import { makeConfigTypes } from './config-types.ts';

/** Every generated file of the package, by its path inside it. */
function makeArtefacts(): ReadonlyMap<string, string> {
  const editorSchema = createEditorSchema(boostConfigFields, BOOST_CONFIG_SCHEMA_VERSION);
  return new Map([
    ['src/boost-config.ts', makeConfigTypes(boostConfigFields)],
    ['schema/app-config.schema.json', format(editorSchema)],
    ['schema/config.schema.json', format(createBackstageSchema(boostConfigFields))],
  ]);
}

function format(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Writes every generated file below a folder. */
export function writeArtefacts(folder: string): void {
  for (const [path, text] of makeArtefacts()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The generated files below a folder that are missing or not what the registry makes. */
export function findStaleArtefacts(folder: string): string[] {
  return [...makeArtefacts()]
    .filter(([path, text]) => readIfThere(join(folder, path)) !== text)
    .map(([path]) => path);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Runs the script: writes the files, or with `--check` reports stale ones. Gives the exit code. */
export function run(
  options: readonly string[],
  folder: string,
  report: (line: string) => void,
): number {
  if (!options.includes('--check')) {
    writeArtefacts(folder);
    return 0;
  }
  const stale = findStaleArtefacts(folder);
  for (const path of stale) {
    report(
      `packages/config-schema/${path} is stale: run "npm run generate -w @rhdh-boost/config-schema" and commit the result`,
    );
  }
  return stale.length === 0 ? 0 : 1;
}

if (import.meta.main) {
  const packageFolder = join(import.meta.dirname, '..');
  process.exitCode = run(process.argv.slice(2), packageFolder, line => {
    process.stderr.write(`${line}\n`);
  });
}
