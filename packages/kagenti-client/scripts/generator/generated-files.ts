import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ApiModel } from './model.ts';
import { apiFile, writeApi } from './write-api.ts';
import { shapesFile } from './write-imports.ts';
import { operationsName, writeOperations, writeShapeFile } from './write-operations.ts';
import { typesFile, writeTypes } from './write-types.ts';

const repositoryRoot = join(import.meta.dirname, '../../../..');
const biomeFile = join(repositoryRoot, 'node_modules/@biomejs/biome/bin/biome');

const header = `// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run \`npm run generate\`.
`;

/** The files of `src/api/generated`, by name, as they should be today. */
export async function generatedFiles(
  model: ApiModel,
  groups: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const add = (name: string, content: string | undefined): void => {
    if (content !== undefined) files.set(name, content);
  };
  for (const group of groups) {
    add(typesFile(group), writeTypes(model, group));
    add(shapesFile(group), writeShapeFile(model, group));
    add(operationsFile(group), writeOperations(model, group));
    add(apiFile(group), writeApi(model, group));
  }
  add('index.ts', writeIndex(model, groups));
  add('operation-descriptors.ts', writeDescriptorTable(model));
  const formatted = [...files].map(
    async ([name, content]) => [name, await format(name, tidy(content))] as const,
  );
  return new Map(await Promise.all(formatted));
}

function operationsFile(group: string): string {
  return `${group.replaceAll('.', '-')}-operations.ts`;
}

/** Every public type by name, for the entry point. */
function writeIndex({ apis, types }: ApiModel, groups: readonly string[]): string {
  const interfaces = Array.from(
    apis,
    ([group, { name }]) => `export type { ${name} } from './${apiFile(group)}';`,
  );
  const named = groups.map(group => {
    const names = [...types.values()].filter(type => type.group === group).map(({ name }) => name);
    return names.length === 0
      ? ''
      : `export type { ${names.toSorted().join(', ')} } from './${typesFile(group)}';`;
  });
  return [...interfaces, ...named].join('\n');
}

function writeDescriptorTable({ operations }: ApiModel): string {
  const groups = [...new Set(operations.map(({ group }) => group))];
  return `import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type { DescriptorData } from '../../operations/operation-descriptor.ts';
${groups.map(group => `import { ${operationsName(group)} } from './${operationsFile(group)}';`).join('\n')}

/** What the client knows of every operation; the compiler finds a name of the contract that is missing. */
export const operationDescriptors: Readonly<Record<OperationName, DescriptorData>> = {
${groups.map(group => `...${operationsName(group)},`).join('\n')}
};
`;
}

/** Imports without holes between them, under the header. */
function tidy(content: string): string {
  const lines = content.trimStart().split('\n');
  const body = lines.findLastIndex(line => line.startsWith('import ')) + 1;
  const imports = lines.slice(0, body).filter(line => line !== '');
  return [header.trimEnd(), ...imports, '', ...lines.slice(body)].join('\n');
}

/** The text as `npm run format` leaves it. */
async function format(name: string, content: string): Promise<string> {
  const file = `packages/kagenti-client/src/api/generated/${name}`;
  const biome = spawn(
    process.execPath,
    [biomeFile, 'check', '--write', '--colors=off', `--stdin-file-path=${file}`],
    { cwd: repositoryRoot, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  biome.stdin.end(content);
  const [formatted, errors, status] = await Promise.all([
    text(biome.stdout),
    text(biome.stderr),
    new Promise<number | null>(resolve => biome.on('close', resolve)),
  ]);
  if (status !== 0) throw new Error(`Biome cannot format ${file}:\n${errors}\n${content}`);
  return formatted;
}
