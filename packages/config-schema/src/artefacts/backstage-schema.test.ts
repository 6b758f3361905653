import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import type { JsonObject } from '@backstage/types';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { fieldOf, registryOf } from '../../test/artefacts/registry-of.fixture.ts';
import { makeScratchApp } from '../../test/artefacts/scratch-app.fixture.ts';
import {
  completeConfiguration,
  completeSecrets,
} from '../../test/complete-configuration.fixture.ts';
import { likelyConfiguration } from '../../test/likely-configuration.fixture.ts';
import { manyCases, manyCasesTimeout } from '../../test/many-cases.fixture.ts';
import type { ConfigFieldMeta, ConfigFields } from '../field.ts';
import { isMapping } from '../mapping.ts';
import { checkBoostConfig } from '../parse.ts';
import { boostConfigFields } from '../registry.ts';
import type { ConfigSchema as FieldSchema } from '../schema.ts';
import { createBackstageSchema } from './backstage-schema.ts';
import type { JsonSchema } from './field-json-schema.ts';

const packageFolder = join(import.meta.dirname, '../..');
const committed: JsonSchema = JSON.parse(
  readFileSync(join(packageFolder, 'schema/config.schema.json'), 'utf8'),
);
const complete: JsonObject = completeConfiguration;

const serialized = (...values: readonly JsonSchema[]) => ({
  backstageConfigSchemaVersion: 1,
  schemas: values.map((value, index) => ({
    path: `${index}`,
    packageName: `p${index}`,
    value: toJson(value),
  })),
});

const section = (name: string, schema: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { boost: { type: 'object', properties: { [name]: schema } } },
});

/** Another package that declares keys below `boost`. */
const neighbour: JsonSchema = {
  type: 'object',
  properties: {
    boost: {
      type: 'object',
      properties: {
        connectors: {
          type: 'object',
          properties: { jira: { type: 'string', visibility: 'frontend' } },
        },
        kagenti: { type: 'object', properties: { extra: { type: 'number' } } },
      },
    },
  },
};

/** One that declares some of our keys once more, and says less of them. */
const sameKeysOpen = section('devSpaces', {
  type: 'object',
  properties: { credentials: { type: 'string' } },
});

let schema: ConfigSchema;
beforeAll(async () => {
  schema = await loadConfigSchema({ serialized: serialized(committed) });
});

/** A value as a file would hold it. */
const toJson = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value));
const dataOf = (processed: { data: JsonObject }[]) => processed.map(({ data }) => data);
const processOne = (data: JsonObject, options?: Parameters<ConfigSchema['process']>[1]) =>
  dataOf(schema.process([{ context: 'app-config.yaml', data }], options))[0];

function fieldsWith(visibility: string): string[] {
  return Object.entries<ConfigFieldMeta>(boostConfigFields)
    .filter(([, field]) => field.visibility === visibility)
    .map(([key]) => key);
}

function leafPaths(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, below]) =>
    leafPaths(below, path === '' ? name : `${path}.${name}`),
  );
}

const taken = new Set(
  'type properties required items additionalProperties enum description default minimum maximum multipleOf visibility deepVisibility deprecated'.split(
    ' ',
  ),
);

function foreignKeywords(part: unknown): string[] {
  if (!isMapping(part)) return [];
  const properties = isMapping(part['properties']) ? Object.values(part['properties']) : [];
  return [
    ...Object.keys(part).filter(keyword => !taken.has(keyword)),
    ...('deprecated' in part && typeof part['deprecated'] !== 'string' ? ['deprecated'] : []),
    ...[...properties, part['items']].flatMap(foreignKeywords),
  ];
}

/** Every `type` in a schema. */
function typesIn(part: unknown): unknown[] {
  if (typeof part !== 'object' || part === null) return [];
  const type = isMapping(part) && 'type' in part && !isMapping(part['type']) ? [part['type']] : [];
  return [...type, ...Object.values(part).flatMap(typesIn)];
}

/** Fields as other modules contribute them, with the types that Backstage takes for each. */
const contributed: [string, FieldSchema, unknown, unknown[], unknown[]][] = [
  ['a whole number', z.int(), 'number', [5, '5'], [5.5, 'x']],
  ['a whole number in Zod 3', z3.number().int(), 'number', [5, '5'], [5.5, 'x']],
  ['a multiple of five', z.int().multipleOf(5), 'number', [5, '5'], [5.5]],
  ['a decimal fraction', z.number().multipleOf(0.1), 'number', [0.3, 5.5], ['x']],
  ['a big number or null', z3.bigint().nullable(), ['number', 'null'], [5], [5.5]],
  ['a big number or any number', z3.union([z3.bigint(), z3.number()]), 'number', [5, 5.5], ['x']],
  [
    'a boolean or text',
    z3.union([z3.boolean(), z3.string()]),
    ['boolean', 'string'],
    [true, 'x'],
    [],
  ],
  ['a boolean or text in Zod 4', z.union([z.boolean(), z.string()]), undefined, [true, 'x'], []],
];

/** Whether an empty text, which counts as not set, is in the place of a number: no schema that merges with others takes it. */
function hasEmptyNumber(input: Record<string, unknown>): boolean {
  return Object.entries<ConfigFieldMeta>(boostConfigFields).some(
    ([key, { examples }]) =>
      typeof examples?.[0] === 'number' &&
      key.split('.').reduce<unknown>((part, name) => Object(part)[name], input) === '',
  );
}

describe('the schema for Backstage', () => {
  it.each(contributed)(
    'A1: %s of a contributed set is loaded beside Boost, which says number',
    async (_what, value, type, accepted, rejected) => {
      const made = createBackstageSchema(
        registryOf({
          'boost.one': fieldOf(value),
          'boost.list': fieldOf(z.array(z.int()).optional()),
        }),
      );
      expect(made).toMatchObject({
        properties: {
          boost: {
            properties: {
              one: type === undefined ? {} : { type },
              list: { items: { type: 'number', multipleOf: 1 } },
            },
          },
        },
      });
      const theirs = section('list', { type: 'array', items: { type: 'number' } });
      const loaded = await loadConfigSchema({ serialized: serialized(made, theirs) });
      const process = (one: unknown) =>
        loaded.process([{ context: 'a', data: toJson({ boost: { one, list: [1] } }) }]);
      for (const each of accepted) expect(() => process(each)).not.toThrow();
      for (const each of rejected) expect(() => process(each)).toThrow(/at \/boost\/one/);
    },
  );

  it('A1: loads beside a schema that says number for a whole number', async () => {
    // What the module of Boost 0.8 declares.
    const boostModule = section('kagenti', {
      type: 'object',
      properties: {
        auth: {
          type: 'object',
          properties: { tokenExpiryBufferSeconds: { type: 'number' } },
        },
      },
    });
    const both = await loadConfigSchema({ serialized: serialized(committed, boostModule) });
    const process = (tokenExpiryBufferSeconds: unknown) => {
      const boost = { security: { mode: 'full' }, kagenti: { auth: { tokenExpiryBufferSeconds } } };
      return both.process([{ context: 'a', data: toJson({ boost }) }]);
    };
    expect(() => process('60')).not.toThrow();
    expect(() => process(60.5)).toThrow(/must be multiple of 1 .*tokenExpiryBufferSeconds/);
  });

  it('A1: names no type twice, whatever is contributed', () => {
    const fields = contributed.map(([, value], index) => [`boost.f${index}`, fieldOf(value)]);
    const types = typesIn(createBackstageSchema(registryOf(Object.fromEntries(fields))));
    expect(types.length).toBeGreaterThan(contributed.length - 2);
    for (const type of types) {
      const names = [type].flat();
      expect(names).not.toContain('integer');
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it('has no keyword that the loader refuses', () => {
    expect(foreignKeywords(committed)).toEqual([]);
  });

  it('says deprecations and defaults in a form that the loader takes', async () => {
    const field = {
      configScope: 'yaml-only',
      description: 'x',
      visibility: 'backend',
      since: 1,
    } as const;
    const fields: ConfigFields = {
      'boost.old': { ...field, schema: z.url().optional(), deprecated: { message: 'Use new.' } },
      'boost.sizes': { ...field, schema: z.array(z.int().min(1).max(9)), defaultValue: [1] },
    };
    const made = createBackstageSchema(registryOf(fields));
    expect(foreignKeywords(made)).toEqual([]);
    expect(made).toMatchObject({
      properties: {
        boost: {
          properties: {
            old: { type: 'string', deprecated: 'Use new.' },
            sizes: {
              type: 'array',
              items: { type: 'number', multipleOf: 1, minimum: 1, maximum: 9 },
              default: [1],
            },
          },
          required: ['sizes'],
        },
      },
    });
    const loaded = await loadConfigSchema({ serialized: serialized(made) });
    const configs = [{ context: 'a', data: { boost: { old: 'x', sizes: [1] } } }];
    const [result] = loaded.process(configs, {
      visibility: ['backend'],
      withDeprecatedKeys: true,
    });
    expect(result?.deprecatedKeys).toEqual([{ key: 'boost.old', description: 'Use new.' }]);
  });

  it('is found by the name of the package', async () => {
    const app = makeScratchApp();
    const found = await loadConfigSchema({ dependencies: [], packagePaths: [app.packagePath] });
    app.remove();
    expect(found.serialize()).toEqual({
      backstageConfigSchemaVersion: 1,
      schemas: [
        {
          packageName: '@rhdh-boost/config-schema',
          path: expect.stringMatching(/schema\/config\.schema\.json$/),
          value: committed,
        },
      ],
    });
  });

  it("leaves other sections and other packages' keys as they are", async () => {
    const both = await loadConfigSchema({ serialized: serialized(committed, neighbour) });
    const { boost } = completeConfiguration;
    const data: JsonObject = {
      app: { title: 'x' },
      backend: { listen: ':7007', anything: [1, { a: null }] },
      boost: { ...boost, connectors: { jira: 'x' }, kagenti: { ...boost.kagenti, extra: 1 } },
    };
    expect(dataOf(both.process([{ context: 'a', data }]))).toEqual([data]);
    expect(processOne(data)).toEqual(data);
    const [frontend] = dataOf(both.process([{ context: 'a', data }], { visibility: ['frontend'] }));
    expect(leafPaths(frontend).toSorted()).toEqual(
      [...fieldsWith('frontend'), 'boost.connectors.jira'].toSorted(),
    );
  });

  it('shows the frontend its own fields and nothing else [boost-configuration/Frontend sees no backend or secret value]', () => {
    const frontend = processOne(complete, { visibility: ['frontend'] });
    expect(leafPaths(frontend).toSorted()).toEqual(fieldsWith('frontend').toSorted());
    for (const secret of completeSecrets) expect(JSON.stringify(frontend)).not.toContain(secret);
  });

  it('shows the frontend nothing of values of a wrong type [boost-configuration/Frontend sees no backend or secret value]', () => {
    const boost = {
      security: { mode: 'full' },
      encryptionSecret: { now: 'canary' },
      previousEncryptionSecrets: [{ one: 'canary' }, ['canary']],
      model: { name: { text: 'canary' } },
      devSpaces: { credentials: ['canary'] },
    };
    const frontend = processOne({ boost }, { visibility: ['frontend'], ignoreSchemaErrors: true });
    expect(JSON.stringify(frontend)).not.toContain('canary');
  });

  it('holds beside another package that declares boost, too [boost-configuration/Backstage merges the schema with those of other packages]', async () => {
    const app = makeScratchApp({ '@acme/neighbour': neighbour, '@acme/again': sameKeysOpen });
    const merged = await loadConfigSchema({
      dependencies: [],
      packagePaths: [app.packagePath],
      noUndeclaredProperties: true,
    });
    app.remove();
    const judge = (more: JsonObject, options?: Parameters<ConfigSchema['process']>[1]) => {
      const boost: JsonObject = { security: { mode: 'full' }, ...more };
      return dataOf(merged.process([{ context: 'a', data: { boost } }], options));
    };
    const both: JsonObject = {
      connectors: { jira: 'x' },
      kagenti: { extra: 1, auth: { clientSecret: 'canary' } },
      devSpaces: { credentials: 'canary' },
      model: { name: 'm' },
    };
    expect(judge(both, { visibility: ['frontend'] })).toEqual([
      { boost: { connectors: { jira: 'x' }, model: { name: 'm' } } },
    ]);
    expect(() => judge(both)).not.toThrow();
    expect(() => judge({ connectors: { jira: {} } })).toThrow('must be string');
    expect(() => judge({ kagenti: { other: 1 } })).toThrow('additionalProperty=other');
    expect(() => judge({ systemPrompt: {} })).toThrow('must be string');
  });

  it('does not let another package show a secret of ours [boost-configuration/Backstage merges the schema with those of other packages]', async () => {
    const leak = section('devSpaces', {
      type: 'object',
      properties: { credentials: { type: 'string', visibility: 'frontend' } },
    });
    const both = { serialized: serialized(committed, leak) };
    await expect(loadConfigSchema(both)).rejects.toThrow(
      "visibility is both 'frontend' and 'secret'",
    );
  });

  it.each<JsonObject>([
    { encryptionSecret: { now: 'canary' } },
    { encryptionSecret: ['canary', { deep: ['canary'] }] },
    { previousEncryptionSecrets: 'canary' },
    { previousEncryptionSecrets: { a: 'canary' } },
    { kagenti: { auth: { clientSecret: [['canary']] } } },
  ])(
    'masks %j, although it is of a wrong type [boost-configuration/Secrets are recognised by Backstage]',
    boost => {
      // DevTools prints a configuration this way.
      const printed = processOne(
        { boost: { ...boost, security: { mode: 'full' } } },
        {
          ignoreSchemaErrors: true,
          valueTransform: (value, { visibility }) => (visibility === 'secret' ? '<secret>' : value),
        },
      );
      expect(JSON.stringify(printed)).not.toContain('canary');
      expect(JSON.stringify(printed)).toContain('<secret>');
      expect(printed).toMatchObject({ boost: { security: { mode: 'full' } } });
    },
  );

  it('marks each secret, so that tools can mask it [boost-configuration/Secrets are recognised by Backstage]', () => {
    const secret: string[] = [];
    const masked = processOne(complete, {
      valueTransform: (value, { visibility, path }) => {
        if (visibility !== 'secret') return value;
        secret.push(path ?? '');
        return '<secret>';
      },
    });
    expect(secret.toSorted()).toEqual(
      fieldsWith('secret')
        .map(key => (key === 'boost.previousEncryptionSecrets' ? `${key}[0]` : key))
        .toSorted(),
    );
    for (const value of completeSecrets) expect(JSON.stringify(masked)).not.toContain(value);
  });

  it(
    'takes whatever the reader takes [boost-configuration/Backstage schema takes what the reader takes]',
    () => {
      let count = 0;
      expect(processOne(complete)).toEqual(complete);
      fc.assert(
        fc.property(likelyConfiguration, input => {
          if (checkBoostConfig(input).config === undefined || hasEmptyNumber(input)) return;
          count += 1;
          expect(() => processOne(toJson(input))).not.toThrow();
        }),
        manyCases,
      );
      expect(count).toBeGreaterThan(manyCases.numRuns / 10);
    },
    manyCasesTimeout,
  );

  it.each([{ systemPrompt: 'x' }, { security: {} }])('refuses %j for want of a mode', boost => {
    expect(() => processOne({ boost })).toThrow(/must have required property '(security|mode)'/);
    expect(processOne({ app: {} })).toEqual({ app: {} });
  });
});
