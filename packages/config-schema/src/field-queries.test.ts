import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { boostFieldSet } from './boost-field-set.ts';
import { configFields as boostModules } from './boost-modules/index.ts';
import { combineConfigFields } from './combine-config-fields.ts';
import {
  getFieldDefault,
  isDbWritable,
  isSensitiveField,
  validateConfigValue,
} from './field-queries.ts';
import { readFieldValue } from './field-value.ts';
import { BoostConfigError } from './problem.ts';
import { type BoostConfigKey, boostConfigFields } from './registry.ts';

const bufferKey = 'boost.kagenti.auth.tokenExpiryBufferSeconds';

function refusal(action: () => unknown): BoostConfigError {
  try {
    action();
  } catch (error) {
    if (error instanceof BoostConfigError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('validateConfigValue', () => {
  it('gives the value as the field reads it', () => {
    expect(validateConfigValue('boost.security.mode', 'full')).toBe('full');
    expect(validateConfigValue('boost.features.agentCreation', 'off')).toBe(false);
    expect(validateConfigValue('boost.providers.kagenti.maxRetries', '3')).toBe(3);
    expect(validateConfigValue('boost.providers.kagenti.namespaces', ['team1'])).toEqual(['team1']);
  });

  it.each([
    ['boost.security.mode', 'ful', 'Did you mean full?'],
    ['boost.kagenti.auth.clientId', ' ', 'Write it like "'],
    ['boost.providers.kagenti.maxRetries', 'many', 'Write it like '],
  ] as const)(
    'of %s names the way out [boost-configuration/Wrong value gets a remedy]',
    (key, value, hint) => {
      const [problem] = refusal(() => validateConfigValue(key, value)).problems;
      expect(problem?.hint).toContain(hint);
    },
  );

  it('shows for an item what an item is like, not the list [boost-configuration/Wrong value gets a remedy]', () => {
    const key = 'boost.providers.kagenti.namespaces';
    const { problems } = refusal(() => validateConfigValue(key, ['team1', 'Bad_Label']));
    expect(problems).toMatchObject([{ path: `${key}[1]`, hint: 'Write it like "team1".' }]);
  });

  it('has a way out for a wrong value of any field [boost-configuration/Wrong value gets a remedy]', () => {
    for (const [key, field] of Object.entries(boostConfigFields)) {
      const { problems = [] } = readFieldValue(key, field, { wrong: true });
      expect(problems).not.toHaveLength(0);
      for (const { hint } of problems) expect(hint).toMatch(/\w.*[.?]$/);
    }
  });

  it('names key and expectation, not the value [boost-configuration/Wrong value is refused without being shown]', () => {
    const error = refusal(() => validateConfigValue('boost.encryptionSecret', 'short-canary'));
    expect(error.problems).toEqual([
      {
        path: 'boost.encryptionSecret',
        code: 'invalid_value',
        message: 'must be at least 16 characters long',
        hint: expect.stringContaining('Generate one with "openssl rand -base64 32"'),
      },
    ]);
    expect(error.message).toBe(
      'The boost configuration has 1 problem:\n  boost.encryptionSecret must be at least 16 characters long. Generate one with "openssl rand -base64 32". If it comes from a ${VARIABLE}, check what the variable contains. If Boost 0.8 stored values under this secret, add it to boost.previousEncryptionSecrets.',
    );
  });

  it('says in our words what a Zod error map would show [boost-configuration/Wrong value is refused without being shown]', () => {
    z.config({ customError: issue => `the value was ${String(issue.input)}` });
    try {
      const error = refusal(() => validateConfigValue('boost.systemPrompt', 4711));
      expect(JSON.stringify(error) + error.message).not.toContain('4711');
    } finally {
      z.config({ customError: undefined });
    }
  });

  it("does not repeat the message of somebody else's check [boost-configuration/Wrong value is refused without being shown]", () => {
    const schema = z.string().superRefine((text, context) => {
      context.addIssue({ code: 'custom', message: `bad: ${text}` });
    });
    const other = z.string().regex(/^a/);
    const field = {
      configScope: 'yaml-only',
      description: 'A field for a test.',
      visibility: 'backend',
      since: 1,
    } as const;
    const problems = [schema, other].flatMap(
      made => readFieldValue('a.b', { ...field, schema: made }, 'canary').problems ?? [],
    );
    const message = 'is not a valid value of this key';
    const hint = 'Meaning of this key: A field for a test.';
    expect(problems).toEqual([
      { path: 'a.b', code: 'invalid_value', message, hint },
      { path: 'a.b', code: 'invalid_value', message, hint },
    ]);
  });

  it('asks for a required value that is not set [boost-configuration/Wrong value is refused without being shown]', () => {
    const error = refusal(() => validateConfigValue('boost.security.mode', undefined));
    expect(error.problems).toEqual([
      {
        path: 'boost.security.mode',
        code: 'required',
        message: 'is required',
        hint: 'Write it like "full".',
      },
    ]);
  });

  it.each([0, 60, 120, 86_400])(
    'takes a buffer of %s seconds [boost-configuration/Expiry buffer takes whole seconds up to a day]',
    seconds => {
      expect(validateConfigValue(bufferKey, seconds)).toBe(seconds);
    },
  );

  it.each([
    [-1, 'must be at least 0'],
    [0.5, 'must be a whole number'],
    ['1.5', 'must be a whole number'],
    [86_401, 'must be at most 86400'],
    ['soon', 'must be a number'],
  ])(
    'refuses a buffer of %s [boost-configuration/Expiry buffer takes whole seconds up to a day]',
    (value, message) => {
      const error = refusal(() => validateConfigValue(bufferKey, value));
      expect(error.problems.map(problem => problem.message)).toEqual([message]);
    },
  );

  it('keeps a buffer undefined that is not set [boost-configuration/Expiry buffer that is not set stays undefined]', () => {
    expect(validateConfigValue(bufferKey, undefined)).toBeUndefined();
    expect(getFieldDefault(bufferKey)).toBeUndefined();
  });
});

describe('what the registry says about a field', () => {
  it('tells which fields may be stored', () => {
    expect(isDbWritable('boost.model.name')).toBe(true);
    expect(isDbWritable('boost.security.mode')).toBe(false);
    expect(isDbWritable('boost.kagenti.auth.clientSecret')).toBe(false);
  });

  it('tells which fields are secrets [boost-configuration/Secrets are marked twice]', () => {
    expect(isSensitiveField('boost.devSpaces.credentials')).toBe(true);
    expect(isSensitiveField('boost.kagenti.auth.clientId')).toBe(false);
  });

  it('gives the default of a field that has one', () => {
    expect(getFieldDefault('boost.kagenti.allowInClusterHttp')).toBe(false);
  });

  it.each([validateConfigValue, isDbWritable, isSensitiveField, getFieldDefault])(
    '%o refuses a key that is none [boost-configuration/Unknown field is refused by name]',
    query => {
      // As they come from a row of a database.
      const keys: BoostConfigKey[] = JSON.parse(
        '["__proto__", "constructor", "boost.model.nam", "boost.connectors.jira"]',
      );
      const hint = 'The keys are those of @rhdh-boost/config-schema.';
      const unknown = { code: 'unknown_key', message: 'is not a known key', hint };
      const ask = (key: BoostConfigKey) =>
        Reflect.apply(query, null, query === validateConfigValue ? [key, 'canary'] : [key]);
      expect(keys.flatMap(key => refusal(() => ask(key)).problems)).toEqual([
        { path: '__proto__', ...unknown },
        { path: 'constructor', ...unknown },
        { path: 'boost.model.nam', ...unknown, hint: 'Did you mean boost.model.name?' },
        { path: 'boost.connectors.jira', ...unknown },
      ]);
    },
  );
});

describe('fields of other modules', () => {
  const registry = combineConfigFields([boostFieldSet, boostModules]);

  it('A4: are asked for by their registry [boost-configuration/Field of another module is asked for by its registry]', () => {
    const intervalMs = 'boost.connectors.jira.schedule.intervalMs';
    expect(isDbWritable(intervalMs, registry)).toBe(true);
    expect(isDbWritable('boost.providers.ogx.apiKey', registry)).toBe(false);
    expect(isSensitiveField('boost.providers.ogx.apiKey', registry)).toBe(true);
    expect(isSensitiveField(intervalMs, registry)).toBe(false);
    expect(getFieldDefault(intervalMs, registry)).toBe(300_000);
    expect(validateConfigValue(intervalMs, '600000', registry)).toBe(600_000);
    expect(getFieldDefault('boost.kagenti.allowInClusterHttp', registry)).toBe(false);
    const { problems } = refusal(() => validateConfigValue(intervalMs, 'canary', registry));
    expect(problems).toMatchObject([{ path: intervalMs, message: 'must be a number' }]);
  });

  it.each([isDbWritable, isSensitiveField, getFieldDefault])(
    'A4: %o refuses a key that no set of the registry has [boost-configuration/Field of another module is asked for by its registry]',
    query => {
      const { problems } = refusal(() => query('boost.connectors.jira.enabeld', registry));
      expect(problems).toMatchObject([{ hint: 'Did you mean boost.connectors.jira.enabled?' }]);
    },
  );

  it('A4: still work as callbacks', () => {
    const keys = ['boost.model.name', 'boost.security.mode'] as const;
    expect(keys.filter(isDbWritable)).toEqual(['boost.model.name']);
    expect(keys.map(isSensitiveField)).toEqual([false, false]);
  });
});
