import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import {
  createBackstageSchema,
  createConfigReference,
  createConfigTypes,
  createEditorSchema,
  createFieldTable,
  type EditorSchemaOptions,
} from '../src/artefacts/index.ts';
import { boostConfigRegistry, boostFieldSet } from '../src/boost-field-set.ts';
import { makeConfigTypes } from './config-types.ts';
import { findReleaseProblems, releasedTablePath, tableOfBoost08 } from './released-tables.ts';

const command = 'npm run generate -w @rhdh-boost/config-schema';
const fieldTable = createFieldTable(boostFieldSet);

/** The schemas for editors beside that of app-config, by the name of their file. */
const otherEditorSchemas: Readonly<Record<string, EditorSchemaOptions>> = {
  'app-config-with-schemastore': { with: ['https://www.schemastore.org/app-config.json'] },
  'dynamic-plugins': { form: 'dynamic-plugins' },
  'helm-values': { form: 'helm-values' },
};

/** Every generated file, by its path in the repository. */
function makeArtefacts(): ReadonlyMap<string, string> {
  return new Map([
    ['packages/config-schema/src/boost-config.ts', makeConfigTypes(boostConfigRegistry)],
    [
      'packages/config-schema/schema/app-config.schema.json',
      format(createEditorSchema(boostConfigRegistry)),
    ],
    ...Object.entries(otherEditorSchemas).map(([name, options]): [string, string] => [
      `packages/config-schema/schema/${name}.schema.json`,
      `${JSON.stringify(createEditorSchema(boostConfigRegistry, options))}\n`,
    ]),
    [
      'packages/config-schema/schema/config.schema.json',
      format(createBackstageSchema(boostConfigRegistry)),
    ],
    ['packages/config-schema/schema/fields.json', format(fieldTable)],
    ['packages/config-schema/config.d.ts', createConfigTypes(boostConfigRegistry)],
    ['docs/configuration.md', createConfigReference(boostConfigRegistry)],
  ]);
}

function format(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** What is wrong with the generated files of a repository, each as a line that names the way out. */
export function findStaleArtefacts(root: string): string[] {
  return [...makeArtefacts()]
    .filter(([path, text]) => readIfThere(join(root, path)) !== text)
    .map(([path]) => `${path} is stale: run "${command}" and commit the result`);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The tables of releases, those of later releases last. */
function readReleasedTables(root: string): ReadonlyMap<string, string> {
  const paths = globSync(releasedTablePath('*'), { cwd: root });
  const { compare } = new Intl.Collator('en', { numeric: true });
  // The one of Boost 0.8 is older than each release of the package.
  paths.sort((left, right) =>
    left === tableOfBoost08 ? -1 : right === tableOfBoost08 ? 1 : compare(left, right),
  );
  return new Map(paths.map(path => [path, readFileSync(join(root, path), 'utf8')]));
}

/**
 * Runs the script: writes the files, or with `--check` reports stale ones. `--release` also writes the table of fields
 * of today's package version, once. Returns the exit code.
 */
export function run(
  options: readonly string[],
  root: string,
  report: (line: string) => void,
): number {
  const isCheck = options.includes('--check');
  if (!isCheck) for (const [path, text] of makeArtefacts()) write(root, path, text);
  const problems = [
    ...(isCheck ? findStaleArtefacts(root) : []),
    ...findReleaseProblems(fieldTable, readReleasedTables(root)),
  ];
  if (problems.length === 0 && options.includes('--release')) {
    const path = releasedTablePath(manifest.version);
    if (!existsSync(join(root, path))) write(root, path, format(fieldTable));
  }
  for (const problem of problems) report(problem);
  return problems.length === 0 ? 0 : 1;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '../../..');
  process.exitCode = run(process.argv.slice(2), root, line => {
    process.stderr.write(`${line}\n`);
  });
}
