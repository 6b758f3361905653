import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { boostConfigRegistry, boostFieldSet } from '../boost-field-set.ts';
import { configFields as boostModules } from '../boost-modules/index.ts';
import { combineConfigFields } from '../combine-config-fields.ts';
import { createBackstageSchema } from './backstage-schema.ts';
import { createConfigTypes } from './backstage-types.ts';

const repositoryRoot = join(import.meta.dirname, '../../../..');

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
    'its modules': combineConfigFields([boostModules]),
    both: combineConfigFields([boostFieldSet, boostModules]),
  }).flatMap(([name, registry]): [string, string][] => [
    [`the schema of ${name}`, JSON.stringify(createBackstageSchema(registry))],
    [`the types of ${name}`, createConfigTypes(registry)],
  ]),
];

it('A1: every schema and file of types for Backstage is read', () => {
  const names = generated.map(([name]) => name);
  expect(names).toContain('packages/config-schema/schema/config.schema.json');
  expect(names).toContain('packages/config-schema/config.d.ts');
});

it.each(generated)('A1: %s has multiples of 1 and no integer', (_name, text) => {
  expect(text).toMatch(/"multipleOf":\s*1\b|@multipleOf 1$/m);
  expect(text).not.toMatch(/"integer"|@asType/);
});
