import { Ajv, type Options } from 'ajv';
import { default as addFormats } from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import committed from '../../schema/app-config.schema.json' with { type: 'json' };
import { editorKeywords } from '../../test/artefacts/editor-schema.fixture.ts';
import { fieldOf, registryOf } from '../../test/artefacts/registry-of.fixture.ts';
import { completeConfiguration } from '../../test/complete-configuration.fixture.ts';
import { likelyConfiguration } from '../../test/likely-configuration.fixture.ts';
import { manyCases, manyCasesTimeout } from '../../test/many-cases.fixture.ts';
import { boostConfigRegistry, boostFieldSet } from '../boost-field-set.ts';
import { combineConfigFields } from '../combine-config-fields.ts';
import type { ConfigFieldMeta, ConfigFields } from '../field.ts';
import { isMapping, type Mapping } from '../mapping.ts';
import { checkBoostConfig } from '../parse.ts';
import { boostConfigFields } from '../registry.ts';
import { createBackstageSchema } from './backstage-schema.ts';
import { createEditorSchema } from './editor-schema.ts';
import type { JsonSchema } from './field-json-schema.ts';

function compile(schema: JsonSchema, options: Options = {}) {
  const ajv = new Ajv({ strict: true, allErrors: true, ...options });
  addFormats.default(ajv);
  ajv.addVocabulary(editorKeywords);
  return ajv.compile(schema);
}

const validate = compile(committed);
const takes = (boost: unknown) => validate({ boost });

/** The part of a schema that describes a key. */
function at(schema: JsonSchema, key: string): Mapping {
  let part: Mapping = schema;
  for (const name of key.split('.')) {
    const mapping: unknown = Array.isArray(part['anyOf']) ? part['anyOf'][0] : part;
    part = partBelow(partBelow(mapping, 'properties'), name);
  }
  return part;
}

function partBelow(part: unknown, name: string): Mapping {
  const value = isMapping(part) ? part[name] : undefined;
  if (isMapping(value)) return value;
  throw new Error(`the schema has no ${name}`);
}

/** A configuration with one value, at a key. */
function only(key: string, value: unknown): unknown {
  return key
    .split('.')
    .toReversed()
    .reduce((below, name) => ({ [name]: below }), value);
}

describe('the editor schema', () => {
  it('compiles in strict mode without a warning', () => {
    const warnings: unknown[] = [];
    const note = (...parts: unknown[]) => void warnings.push(parts);
    compile(committed, { logger: { log: note, warn: note, error: note } });
    expect(warnings).toEqual([]);
    expect(committed).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: 'urn:rhdh-boost:app-config:2',
    });
  });

  it.each(Object.entries<ConfigFieldMeta>(boostConfigFields))(
    'tells about %s what the registry does',
    (key, field) => {
      const described = at(committed, key);
      expect(described).toMatchObject({
        description: field.description,
        examples: field.examples,
        'x-configScope': field.configScope,
        'x-visibility': field.visibility,
      });
      expect(described['writeOnly']).toBe(field.sensitive);
      expect(described['default']).toBe(field.defaultValue);
    },
  );

  it('tells about deprecations', () => {
    const fields: ConfigFields = {
      'boost.old': {
        schema: z.number().optional(),
        configScope: 'yaml-only',
        description: 'Was used once.',
        visibility: 'backend',
        since: 1,
        deprecated: { message: 'Use boost.new.', replacement: 'boost.new', removedIn: 3 },
      },
    };
    const schema = createEditorSchema(registryOf(fields));
    expect(at(schema, 'boost.old')).toMatchObject({ deprecationMessage: 'Use boost.new.' });
    expect(compile(schema)({ boost: { old: '1e3' } })).toBe(true);
  });

  it('C12: describes removed keys, also of a section that is gone', () => {
    const migrations = [
      {
        to: 7,
        removed: {
          'boost.lamp.oil': 'electricity replaces it',
          'boost.stove.wood.dry': 'gas does',
        },
      },
    ];
    const [set] = registryOf({ 'boost.lamp.on': fieldOf(z.boolean().optional()) }).sets;
    const schema = createEditorSchema(combineConfigFields(set ? [{ ...set, migrations }] : []));
    expect(at(schema, 'boost.lamp.oil')).toEqual({
      deprecationMessage: 'Removed in version 7: electricity replaces it.',
      doNotSuggest: true,
    });
    expect(at(schema, 'boost.stove')).toMatchObject({ doNotSuggest: true });
    expect(at(schema, 'boost.stove.wood.dry')).toEqual({
      deprecationMessage: 'Removed in version 7: gas does.',
      doNotSuggest: true,
    });
    expect(compile(schema)({ boost: { stove: { wood: { wet: 1 } } } })).toBe(false);
  });

  it.each([
    ['dynamic-plugins', (boost: unknown) => ({ plugins: [{ pluginConfig: { boost } }] })],
    ['helm-values', (boost: unknown) => ({ backstage: { appConfig: { boost } } })],
  ] as const)('C12: compiles for %s, and takes what an app-config takes there', (form, inFile) => {
    const validateFile = compile(createEditorSchema(boostConfigRegistry, { form }));
    expect(validateFile(inFile(completeConfiguration.boost))).toBe(true);
    expect(validateFile(inFile({ mdoe: 'full' }))).toBe(false);
    expect(validateFile({ anything: 1 })).toBe(true);
  });

  it('names each contributed set in its id, and leaves out what only the database holds', () => {
    const { sets } = registryOf({
      'boost.lamp.on': fieldOf(z.boolean().optional()),
      'boost.lamp.__schemaVersion': fieldOf(z.int().optional(), { configScope: 'db-only' }),
    });
    const schema = createEditorSchema(combineConfigFields([boostFieldSet, ...sets]));
    expect(schema['$id']).toBe('urn:rhdh-boost:app-config:2:%40acme%2Fodd:7');
    expect(compile(schema)({ boost: { lamp: { on: 'yes' } } })).toBe(true);
    expect(compile(schema)({ boost: { lamp: { __schemaVersion: 1 } } })).toBe(false);
    const backstage = JSON.stringify(createBackstageSchema(registryOf(sets[0]?.fields ?? {})));
    expect(backstage).toContain('lamp');
    expect(backstage).not.toContain('__schemaVersion');
  });

  it.each([
    [{ kagneti: {} }],
    [{ kagenti: { auth: { clientID: 'x' } } }],
    [{ security: { mode: 'none' } }],
    [{ features: { agentCreation: 'perhaps' } }],
    [{ kagenti: { auth: { tokenExpiryBufferSeconds: -1 } } }],
    [{ kagenti: { auth: { tokenExpiryBufferSeconds: 1.5 } } }],
    [{ kagenti: { auth: { tokenExpiryBufferSeconds: 'soon' } } }],
    [{ kagenti: { auth: { clientId: 7 } } }],
    [{ kagenti: { auth: { tokenEndpoint: 'http://keycloak.example.com' } } }],
    [{ model: { baseUrl: 'models.example.com' } }],
    [{ model: { baseUrl: 'https://user:password@example.com' } }],
    [{ providers: { kagenti: { namespaces: ['Team1'] } } }],
    [{ encryptionSecret: 'short' }],
    ['text'],
    [[]],
  ])('refuses %j', boost => {
    expect(takes(boost)).toBe(false);
  });

  it('has a message beside each pattern but the one of placeholders', () => {
    const without: JsonSchema[] = [];
    const walk = (part: unknown) => {
      if (typeof part !== 'object' || part === null) return;
      if ('pattern' in part && !('patternErrorMessage' in part)) without.push(part);
      Object.values(part).forEach(walk);
    };
    walk(committed['properties']);
    expect(without).toEqual([]);
  });

  it.each([
    '${ANY}',
    'https://${HOST:-localhost}/x',
    { $env: 'ANY' },
    { $file: '/run/secrets/any' },
    { $include: 'any.yaml#part' },
  ])(
    'takes %j at every place [boost-configuration/Editor schema takes placeholders at every place]',
    placeholder => {
      const places = new Set<string>();
      for (const key of Object.keys(boostConfigFields)) {
        const names = key.split('.');
        for (let length = 1; length <= names.length; length += 1) {
          places.add(names.slice(0, length).join('.'));
        }
      }
      expect([...places].filter(place => !validate(only(place, placeholder)))).toEqual([]);
      expect(validate(only('boost.providers.kagenti.namespaces', ['team1', placeholder]))).toBe(
        true,
      );
    },
  );

  it('refuses an include with neighbours, and one that does not exist', () => {
    expect(takes({ kagenti: { $include: 'a.yaml', auth: {} } })).toBe(false);
    expect(takes({ kagenti: { $includes: 'a.yaml' } })).toBe(false);
    expect(takes({ model: { name: { $env: 'A', $file: 'b' } } })).toBe(false);
  });

  it('takes part of a section, and null [boost-configuration/Editor schema takes one file of several]', () => {
    expect(takes({ kagenti: { auth: { clientId: 'boost' } } })).toBe(true);
    expect(takes({ kagenti: null, model: { name: null } })).toBe(true);
    expect(takes(null)).toBe(true);
    expect(validate({})).toBe(true);
  });

  it('takes any other section', () => {
    expect(validate({ app: 7, backend: { anything: [1] }, boost: {} })).toBe(true);
  });

  it('takes the complete configuration [boost-configuration/Editor schema takes what the reader takes]', () => {
    expect(validate(completeConfiguration)).toBe(true);
  });

  it(
    'takes whatever the reader takes [boost-configuration/Editor schema takes what the reader takes]',
    () => {
      let taken = 0;
      fc.assert(
        fc.property(likelyConfiguration, input => {
          if (checkBoostConfig(input).config === undefined) return;
          taken += 1;
          expect(validate(input)).toBe(true);
        }),
        manyCases,
      );
      expect(taken).toBeGreaterThan(manyCases.numRuns / 10);
    },
    manyCasesTimeout,
  );
});
