import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  createBackstageSchema,
  createConfigReference,
  createConfigTypes,
  createEditorSchema,
  createFieldTable,
} from '../src/artefacts/index.ts';
import { boostConfigRegistry, boostFieldSet } from '../src/boost-field-set.ts';
import { makeConfigTypes } from './config-types.ts';
import { findReleaseProblems, keptTablePath } from './released-tables.ts';

const command = 'npm run generate -w @rhdh-boost/config-schema';
const fieldTable = createFieldTable(boostFieldSet);

/** Every generated file, by its path in the repository. */
function makeArtefacts(): ReadonlyMap<string, string> {
  return new Map([
    ['packages/config-schema/src/boost-config.ts', makeConfigTypes(boostConfigRegistry)],
    [
      'packages/config-schema/schema/app-config.schema.json',
      format(createEditorSchema(boostConfigRegistry)),
    ],
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

/**
 * Runs the script: writes the files, or with `--check` reports stale ones. `--release` also keeps
 * the table of fields of today's version; a table that is kept is never written again. Gives the
 * exit code.
 */
export function run(
  options: readonly string[],
  root: string,
  report: (line: string) => void,
): number {
  const isCheck = options.includes('--check');
  if (!isCheck) for (const [path, text] of makeArtefacts()) write(root, path, text);
  const kept = keptTablePath(fieldTable.version);
  if (options.includes('--release') && readIfThere(join(root, kept)) === undefined) {
    write(root, kept, format(fieldTable));
  }
  const problems = [
    ...(isCheck ? findStaleArtefacts(root) : []),
    ...findReleaseProblems(fieldTable, path => readIfThere(join(root, path))),
  ];
  for (const problem of problems) report(problem);
  return problems.length === 0 ? 0 : 1;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '../../..');
  process.exitCode = run(process.argv.slice(2), root, line => {
    process.stderr.write(`${line}\n`);
  });
}
