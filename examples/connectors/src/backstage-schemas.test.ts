import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boostConfigRegistry, boostFieldSet, combineConfigFields } from '@rhdh-boost/config-schema';
import { createBackstageSchema, createConfigTypes } from '@rhdh-boost/config-schema/artefacts';
import { expect, it } from 'vitest';
import { configFields as connectors } from './index.ts';

const repositoryRoot = join(import.meta.dirname, '../../..');

/** What each package of the repository publishes for Backstage, and what is generated for a contributed set. */
const generated: [name: string, text: string][] = [
  ...globSync(
    ['{packages,examples}/*/{,schema/}config.schema.json', '{packages,examples}/*/config.d.ts'],
    {
      cwd: repositoryRoot,
    },
  ).map((file): [string, string] => [file, readFileSync(join(repositoryRoot, file), 'utf8')]),
  ...Object.entries({
    boost: boostConfigRegistry,
    connectors: combineConfigFields([connectors]),
    'boost and connectors': combineConfigFields([boostFieldSet, connectors]),
  }).flatMap(([name, registry]): [string, string][] => [
    [`the schema of ${name}`, JSON.stringify(createBackstageSchema(registry))],
    [`the types of ${name}`, createConfigTypes(registry)],
  ]),
];

it('harm 1: every schema and file of types for Backstage is read', () => {
  const names = generated.map(([name]) => name);
  expect(names).toContain('packages/config-schema/schema/config.schema.json');
  expect(names).toContain('packages/config-schema/config.d.ts');
});

it.each(generated)('harm 1: %s has multiples of 1 and no integer', (_name, text) => {
  expect(text).toMatch(/"multipleOf":\s*1\b|@multipleOf 1$/m);
  expect(text).not.toMatch(/"integer"|@asType/);
});
