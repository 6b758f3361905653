import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import type { JsonObject } from '@backstage/types';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { Config } from '../../config.d.ts';
import { fieldOf, registryOf } from '../../test/artefacts/registry-of.fixture.ts';
import { makeScratchApp } from '../../test/artefacts/scratch-app.fixture.ts';
import {
  completeConfiguration,
  completeSecrets,
} from '../../test/complete-configuration.fixture.ts';
import { createConfigTypes } from './backstage-types.ts';
import type { JsonSchema } from './field-json-schema.ts';

const committed: JsonSchema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schema/config.schema.json'), 'utf8'),
);

describe('the types for Backstage', () => {
  const app = makeScratchApp({ '@acme/types': 'config.d.ts' }, { withOurs: false });
  let schema: ConfigSchema;
  beforeAll(async () => {
    schema = await loadConfigSchema({ dependencies: [], packagePaths: [app.packagePath] });
  }, 60_000);
  afterAll(() => app.remove());

  it('make the same schema as the JSON file [boost-configuration/Backstage makes the same schema of the types]', () => {
    expect(schema.serialize()).toEqual({
      backstageConfigSchemaVersion: 1,
      schemas: [
        {
          packageName: '@acme/types',
          path: expect.stringMatching(/config\.d\.ts$/),
          value: { $schema: expect.any(String), ...committed },
        },
      ],
    });
  });

  it('filter and mask as the JSON file does [boost-configuration/Backstage makes the same schema of the types]', async () => {
    const ofJson = await loadConfigSchema({
      serialized: {
        backstageConfigSchemaVersion: 1,
        schemas: [{ path: '0', packageName: 'p', value: JSON.parse(JSON.stringify(committed)) }],
      },
    });
    const data: JsonObject = completeConfiguration;
    const configs = [{ context: 'app-config.yaml', data }];
    for (const options of [
      { visibility: ['frontend'] as const },
      {
        valueTransform: (value: unknown, { visibility }: { visibility: string }) =>
          visibility === 'secret' ? '<secret>' : value,
      },
    ]) {
      const [frontend] = schema.process(configs, Object(options));
      expect(frontend).toEqual(ofJson.process(configs, Object(options))[0]);
      for (const secret of completeSecrets) expect(JSON.stringify(frontend)).not.toContain(secret);
    }
  });

  it('take a complete configuration and no other key or type', () => {
    const boost = { security: { mode: 'full' as const } };
    const config: Config = { boost: { ...boost, features: { agentCreation: 'yes' } } };
    expect(config.boost?.security.mode).toBe('full');
    expectTypeOf<NonNullable<Config['boost']>['model']>().toEqualTypeOf<
      { baseUrl?: string; name?: string } | undefined
    >();
    const complete = structuredClone(completeConfiguration);
    const fits: Omit<Config, 'boost'> & {
      boost?: { security: { mode: string }; agentApproval?: { mode?: string } };
    } = complete;
    expect(fits.boost?.security.mode).toBe('full');
    // @ts-expect-error -- there is no such key
    const unknown: Config = { boost: { ...boost, kagneti: {} } };
    // @ts-expect-error -- it is text
    const wrong: Config = { boost: { ...boost, systemPrompt: 7 } };
    // @ts-expect-error -- the mode is required
    const without: Config = { boost: {} };
    expect([unknown, wrong, without]).toHaveLength(3);
  });
});

describe('the types of odd fields', () => {
  const odd = registryOf({
    'boost.odd-name.list': fieldOf(z.array(z.enum(["it's", 'a"b'])), { visibility: 'frontend' }),
    'boost.one': fieldOf(z.literal('a').optional(), {
      description: 'Ends here */ or not. Ask someone@example.com. @visibility frontend',
      deprecated: { message: 'Use boost.two.' },
    }),
    'boost.two': fieldOf(z.union([z.int().min(1).max(3), z.object({ a: z.string().optional() })])),
    'boost.three': fieldOf(z.int().min(1).max(3).optional(), { defaultValue: 2 }),
    'boost.stored': fieldOf(z.int().optional(), { configScope: 'db-only' }),
  });
  const text = createConfigTypes(odd);

  it('say what is known of a field', () => {
    expect(text).toContain(
      [
        '    /**',
        '     * What it does.',
        '     *',
        '     * @configScope yaml-only',
        '     * @minimum 1',
        '     * @maximum 3',
        '     * @multipleOf 1',
        '     * @default 2',
        '     */',
        '    three?: number;',
      ].join('\n'),
    );
    expect(text).toContain('     * @deprecated Use boost.two.\n');
    expect(text).toContain("    'odd-name': {\n");
    expect(text).toContain(`      list: ('it\\'s' | 'a"b')[];`);
    expect(text).toContain('    two: number | { a?: string };');
  });

  it('leave out what only the database holds', () => {
    expect(text).not.toContain('stored');
  });

  it('are read by Backstage without a tag that a description made up', async () => {
    const app = makeScratchApp({ '@acme/odd': 'config.d.ts' }, { withOurs: false });
    app.write('node_modules/@acme/odd/config.d.ts', text);
    const schema = await loadConfigSchema({ dependencies: [], packagePaths: [app.packagePath] });
    app.remove();
    expect(schema.serialize()).toMatchObject({
      schemas: [
        {
          value: {
            properties: {
              boost: {
                properties: {
                  'odd-name': { properties: { list: { deepVisibility: 'frontend' } } },
                  one: { deprecated: 'Use boost.two.', enum: ['a', ''] },
                  three: { type: 'number', multipleOf: 1, minimum: 1, maximum: 3, default: 2 },
                },
                required: ['odd-name', 'two'],
              },
            },
          },
        },
      ],
    });
    expect(JSON.stringify(schema.serialize())).not.toMatch(/"visibility":/);
  }, 60_000);
});
