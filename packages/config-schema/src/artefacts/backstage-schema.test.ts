import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import type { JsonObject } from '@backstage/types';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { completeConfiguration, completeSecrets } from '../complete-configuration.fixture.ts';
import type { ConfigFieldMeta, ConfigFields } from '../field.ts';
import { likelyConfiguration } from '../likely-configuration.fixture.ts';
import { isMapping } from '../mapping.ts';
import { checkBoostConfig } from '../parse.ts';
import { boostConfigFields } from '../registry.ts';
import { createBackstageSchema } from './backstage-schema.ts';
import type { JsonSchema } from './field-json-schema.ts';
import { registryOf } from './registry-of.fixture.ts';

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
  'type properties required items additionalProperties enum description default minimum maximum visibility deepVisibility deprecated'.split(
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

describe('the schema for Backstage', () => {
  it('has no keyword that the loader refuses [boost-configuration/Backstage schema uses only known keywords]', () => {
    expect(foreignKeywords(committed)).toEqual([]);
  });

  it('says deprecations and defaults in a form that the loader takes [boost-configuration/Backstage schema uses only known keywords]', async () => {
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
              items: { type: 'integer', minimum: 1, maximum: 9 },
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

  describe('in an app that depends on the package', () => {
    const app = mkdtempSync(join(tmpdir(), 'boost-app-'));
    afterAll(() => rmSync(app, { recursive: true }));

    it('is found by the name of the package [boost-configuration/Backstage finds the schema through the package]', async () => {
      const scope = join(app, 'node_modules/@rhdh-boost');
      mkdirSync(scope, { recursive: true });
      symlinkSync(packageFolder, join(scope, 'config-schema'));
      const dependencies = { '@rhdh-boost/config-schema': '*' };
      writeFileSync(
        join(app, 'package.json'),
        JSON.stringify({ name: 'app', version: '1.0.0', configSchema: neighbour, dependencies }),
      );
      const found = await loadConfigSchema({
        dependencies: [],
        packagePaths: [join(app, 'package.json')],
      });
      expect(found.serialize()).toMatchObject({
        schemas: expect.arrayContaining([
          expect.objectContaining({ packageName: '@rhdh-boost/config-schema', value: committed }),
        ]),
      });
    });
  });

  it("leaves other sections and other packages' keys as they are [boost-configuration/Backstage leaves other sections untouched]", async () => {
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

  it('takes whatever the reader takes [boost-configuration/Backstage schema takes what the reader takes]', () => {
    let count = 0;
    expect(processOne(complete)).toEqual(complete);
    fc.assert(
      fc.property(likelyConfiguration, input => {
        if (checkBoostConfig(input).config === undefined) return;
        count += 1;
        expect(() => processOne(toJson(input))).not.toThrow();
      }),
      { numRuns: 2000 },
    );
    expect(count).toBeGreaterThan(200);
  });

  it.each([{ systemPrompt: 'x' }, { security: {} }])(
    'refuses %j for want of a mode [boost-configuration/Backstage asks for the security mode]',
    boost => {
      expect(() => processOne({ boost })).toThrow(/must have required property '(security|mode)'/);
      expect(processOne({ app: {} })).toEqual({ app: {} });
    },
  );
});
