import { type ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { contributedSchema } from '../../test/artefacts/any-schema.fixture.ts';
import { fieldOf, registryOf } from '../../test/artefacts/registry-of.fixture.ts';
import { manyCasesTimeout } from '../../test/many-cases.fixture.ts';
import { readConfigValue } from '../field-queries.ts';
import { createBackstageSchema } from './backstage-schema.ts';
import { createConfigTypes } from './backstage-types.ts';
import type { JsonSchema } from './field-json-schema.ts';

const key = 'boost.contributed';

const load = (...schemas: readonly JsonSchema[]): Promise<ConfigSchema> =>
  loadConfigSchema({
    serialized: {
      backstageConfigSchemaVersion: 1,
      schemas: schemas.map((value, index) => ({
        path: `${index}`,
        packageName: `p${index}`,
        value: JSON.parse(JSON.stringify(value)),
      })),
    },
  });

it(
  'A1: Backstage loads the schema of any contributed field, without integers, and takes what the field takes [boost-configuration/Backstage schema takes what a contributed field takes]',
  async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        contributedSchema,
        fc.constantFrom('frontend' as const, 'backend' as const),
        async ({ schema, values }, visibility) => {
          const registry = registryOf({ [key]: fieldOf(schema, { visibility }) });
          const made = createBackstageSchema(registry);
          expect(JSON.stringify(made)).not.toContain('"integer"');
          expect(createConfigTypes(registry)).not.toContain('@asType');
          const loaded = await load(made);
          for (const contributed of values) {
            if (readConfigValue(key, contributed, registry).problems !== undefined) continue;
            taken += 1;
            const data = JSON.parse(JSON.stringify({ boost: { contributed } }));
            expect(() => loaded.process([{ context: 'app-config.yaml', data }])).not.toThrow();
          }
        },
      ),
      { numRuns: propertyRuns(2_000) },
    );
    expect(taken).toBeGreaterThan(200);
  },
  manyCasesTimeout,
);
