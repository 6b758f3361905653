import { describe, expect, it } from 'vitest';
import { assign } from '../test/likely-configuration.fixture.ts';
import { boostFieldSet } from './boost-field-set.ts';
import { combineConfigFields } from './combine-config-fields.ts';
import { defineConfigFields } from './define-config-fields.ts';
import type { ConfigFieldMeta } from './field.ts';
import { readConfigValue } from './field-queries.ts';
import { checkBoostConfig, parseBoostConfig } from './parse.ts';
import { BOOST_CONFIG_SCHEMA_VERSION, boostConfigFields } from './registry.ts';

/** Every section below `boost` but the one that must have a value, the deepest last. */
const sections = [
  ...new Set(
    Object.keys(boostConfigFields).flatMap(key =>
      key
        .split('.')
        .slice(2)
        .map((_, index) =>
          key
            .split('.')
            .slice(0, index + 2)
            .join('.'),
        ),
    ),
  ),
].filter(section => section !== 'boost.security');
const fields: [string, ConfigFieldMeta][] = Object.entries(boostConfigFields);

/** key, scope and visibility, as the design of version 2 has them. */
const versionTwo = `
boost.security.mode yaml-only backend
boost.encryptionSecret yaml-only secret
boost.previousEncryptionSecrets yaml-only secret
boost.model.baseUrl db-overridable frontend
boost.model.name db-overridable frontend
boost.systemPrompt db-overridable backend
boost.features.agentCreation db-overridable frontend
boost.features.skillsMarketplace db-overridable frontend
boost.agentApproval.mode db-overridable backend
boost.agentApproval.sonataflow.endpoint yaml-only backend
boost.skillsMarketplace.endpoint yaml-only backend
boost.skillsMarketplace.enabled db-overridable backend
boost.kagenti.auth.method yaml-only backend
boost.kagenti.auth.tokenEndpoint yaml-only backend
boost.kagenti.auth.issuer yaml-only backend
boost.kagenti.auth.clientId yaml-only backend
boost.kagenti.auth.clientSecret yaml-only secret
boost.kagenti.auth.keyFile yaml-only backend
boost.kagenti.auth.assertionFile yaml-only backend
boost.kagenti.auth.certificateFile yaml-only backend
boost.kagenti.auth.certificateKeyFile yaml-only backend
boost.kagenti.auth.tokenExpiryBufferSeconds yaml-only backend
boost.kagenti.auth.scope yaml-only backend
boost.kagenti.auth.audience yaml-only backend
boost.kagenti.auth.resource yaml-only backend
boost.kagenti.auth.timeoutMs yaml-only backend
boost.kagenti.auth.caFile yaml-only backend
boost.kagenti.allowInClusterHttp yaml-only backend
boost.providers.kagenti.baseUrl yaml-only backend
boost.providers.kagenti.defaultAgent yaml-only backend
boost.providers.kagenti.namespaces yaml-only backend
boost.providers.kagenti.requestTimeoutMs yaml-only backend
boost.providers.kagenti.streamIdleTimeoutMs yaml-only backend
boost.providers.kagenti.maxRetries yaml-only backend
boost.providers.kagenti.tls.caFile yaml-only backend
boost.devSpaces.credentials db-overridable secret
`;

/** Every schema inside a schema, by walking Zod's own definitions. */
function* schemasIn(value: unknown, seen = new Set<unknown>()): Generator<{ type: string }> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if ('def' in value && typeof value.def === 'object' && value.def !== null) {
    if ('type' in value.def) yield { type: String(value.def.type) };
    for (const part of Object.values(value.def)) yield* schemasIn(part, seen);
  }
}

it('has a version that Boost has not used for rows of its own', () => {
  const taken = [3, 4, 5];
  expect(taken).not.toContain(BOOST_CONFIG_SCHEMA_VERSION);
  const leadsTo = new Set(boostFieldSet.migrations.map(({ to }) => to));
  expect(taken.filter(version => leadsTo.has(version))).toEqual([]);
});

it('can go on from 2 to 6', () => {
  const migration = { to: 6, renamed: { 'boost.model.title': 'boost.model.name' } };
  const migrations = [...boostFieldSet.migrations, migration];
  const next = defineConfigFields({ ...boostFieldSet, version: 6, migrations });
  const registry = combineConfigFields([next]);
  const boost = { security: { mode: 'full' }, model: { title: 'granite' } };
  expect(checkBoostConfig({ boost }, { registry }).problems).toMatchObject([
    {
      path: 'boost.model.title',
      message: 'was removed in Boost configuration version 6: rename it to boost.model.name',
    },
  ]);
});

describe('boostConfigFields', () => {
  it('has exactly the fields of version 2 [boost-configuration/Registry holds every field of version 2]', () => {
    const listed = fields.map(
      ([key, { configScope, visibility }]) => `${key} ${configScope} ${visibility}`,
    );
    expect(listed).toEqual(versionTwo.trim().split('\n'));
    expect(BOOST_CONFIG_SCHEMA_VERSION).toBe(2);
  });

  it.each(fields)(
    'says of %s what it does and since when [boost-configuration/Registry holds every field of version 2]',
    (_key, { description, since }) => {
      expect(description).toMatch(/^[A-Z].{15,}\.$/);
      expect([1, 2]).toContain(since);
    },
  );

  it('has no key that is a section of another one [boost-configuration/Registry holds every field of version 2]', () => {
    const keys = fields.map(([key]) => key);
    expect(keys.filter(key => keys.some(other => other.startsWith(`${key}.`)))).toEqual([]);
  });

  it.each(fields)(
    '%s leaves undefined as it is [boost-configuration/No field has a default in its schema]',
    (key, { schema }) => {
      const required = key === 'boost.security.mode';
      const result = schema.safeParse(undefined);
      expect(result.success).toBe(!required);
      expect(result.success ? result.data : undefined).toBeUndefined();
      const types = [...schemasIn(schema)].map(({ type }) => type);
      expect(types.length).toBeGreaterThan(0);
      expect(types).not.toContain('default');
      expect(types).not.toContain('prefault');
      expect(types).not.toContain('catch');
    },
  );

  it('brings nothing of its own into a configuration, however its sections are left out [boost-configuration/No field has a default in its schema]', () => {
    const least = { boost: { security: { mode: 'full' } } };
    expect(parseBoostConfig(least)).toEqual(least);
    for (const nothing of [undefined, null, {}]) {
      const input = structuredClone<Record<string, unknown>>(least);
      for (const section of sections) assign(input, section.split('.'), nothing);
      expect(parseBoostConfig(input)).toEqual(least);
    }
    for (const nothing of [undefined, null]) {
      const input: Record<string, unknown> = {};
      for (const [key] of fields) assign(input, key.split('.'), nothing);
      assign(input, ['boost', 'security', 'mode'], 'full');
      expect(parseBoostConfig(input)).toEqual(least);
    }
  });

  it.each(fields)(
    '%s is alone in what it sets [boost-configuration/No field has a default in its schema]',
    (key, { examples = [] }) => {
      const input = { boost: { security: { mode: 'full' } } };
      assign(input, key.split('.'), examples[0]);
      const { config, problems = [] } = checkBoostConfig(input);
      // Most keys of the service account are refused alone, and so is a backend without one.
      const isOfAccount = /^boost\.(?:kagenti\.auth\.|providers\.kagenti\.baseUrl$)/.test(key);
      const expected = isOfAccount && problems.length > 0 ? undefined : input;
      expect(config).toEqual(expected);
      expect(readConfigValue(key, undefined).value).toBeUndefined();
    },
  );

  it.each(fields)('%s takes its own examples', (_key, field) => {
    const { schema, examples = [], defaultValue } = field;
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(schema.safeParse(example)).toEqual({ success: true, data: example });
    }
    expect(schema.safeParse(defaultValue).success || defaultValue === undefined).toBe(true);
  });

  it('keeps the service account out of the database', () => {
    const auth = fields
      .filter(([, { since }]) => since === 2)
      .map(([key, field]) => [
        key.replace('boost.kagenti.auth.', ''),
        field.configScope,
        field.sensitive === true,
      ]);
    expect(auth).toEqual(
      expect.arrayContaining([
        ['tokenEndpoint', 'yaml-only', false],
        ['clientId', 'yaml-only', false],
        ['clientSecret', 'yaml-only', true],
        ['tokenExpiryBufferSeconds', 'yaml-only', false],
      ]),
    );
    expect(fields.filter(([key]) => key.includes('tokenExchange'))).toEqual([]);
    expect(BOOST_CONFIG_SCHEMA_VERSION).toBe(2);
  });

  it('marks secrets by sensitivity and visibility alike [boost-configuration/Secrets are marked twice]', () => {
    const sensitive = fields.filter(([, field]) => field.sensitive).map(([key]) => key);
    const secret = fields.filter(([, field]) => field.visibility === 'secret').map(([key]) => key);
    expect(sensitive).toEqual(secret);
    expect(sensitive).toHaveLength(4);
  });
});
