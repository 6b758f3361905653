import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldWith, registryWith } from '../test/field.fixture.ts';
import { boostConfigRegistry, boostFieldSet } from './boost-field-set.ts';
import { combineConfigFields } from './combine-config-fields.ts';
import { defineConfigFields } from './define-config-fields.ts';
import { readConfigValue } from './field-queries.ts';
import type { ConfigFieldSet } from './field-set.ts';
import { checkBoostConfig } from './parse.ts';

function setOf(owner: string, ...keys: string[]): ConfigFieldSet {
  const fields = Object.fromEntries(keys.map(key => [key, fieldWith(z.string().optional())]));
  return defineConfigFields({ owner, version: 1, fields });
}

const jira = setOf('@acme/jira', 'boost.jira.url', 'boost.jira.user');
const git = setOf('@acme/git', 'boost.git.url');

describe('combined sets', () => {
  it('have the fields of each, in order, with their owners [boost-configuration/Registry holds the fields of all sets]', () => {
    const registry = combineConfigFields([boostFieldSet, jira, git]);
    expect(registry.sets).toEqual([boostFieldSet, jira, git]);
    expect(Object.keys(registry.fields)).toEqual([
      ...Object.keys(boostFieldSet.fields),
      'boost.jira.url',
      'boost.jira.user',
      'boost.git.url',
    ]);
    expect(registry.ownerOf('boost.jira.user')).toBe(jira);
    expect(registry.ownerOf('boost.security.mode')).toBe(boostFieldSet);
    for (const key of ['boost.jira', '__proto__', 'constructor', '']) {
      expect(registry.ownerOf(key)).toBeUndefined();
    }
  });

  it('read a configuration together, and need their registry [boost-configuration/Registry holds the fields of all sets]', () => {
    const boost = { security: { mode: 'full' }, jira: { url: 'x' } };
    const registry = combineConfigFields([boostFieldSet, jira]);
    expect(checkBoostConfig({ boost }, { registry })).toEqual({ config: { boost } });
    expect(checkBoostConfig({ boost }).problems).toMatchObject([
      { path: 'boost.jira', code: 'unknown_key' },
    ]);
  });

  it('may leave our own fields out, and then nothing asks for them [boost-configuration/Registry holds the fields of all sets]', () => {
    const boost = { jira: { url: 'x' } };
    const registry = combineConfigFields([jira]);
    expect(checkBoostConfig({ boost }, { registry })).toEqual({ config: { boost } });
    expect(
      checkBoostConfig({ boost: { jira: null } }, { registry: combineConfigFields([]) }),
    ).toEqual({ config: {} });
  });

  it('ask for what a contributed set requires [boost-configuration/Registry holds the fields of all sets]', () => {
    const registry = registryWith({
      'boost.acme.name': fieldWith(z.string(), { examples: ['a', 'b'] }),
    });
    expect(
      checkBoostConfig({ boost: { security: { mode: 'full' } } }, { registry }).problems,
    ).toEqual([
      {
        path: 'boost.acme.name',
        code: 'required',
        message: 'is required',
        hint: 'Set it, for example: a, b.',
      },
    ]);
    expect(checkBoostConfig({}, { registry })).toEqual({ config: {} });
  });

  it('B11: describe a required field without examples in the hint', () => {
    const registry = registryWith({ 'boost.acme.name': fieldWith(z.string()) });
    expect(checkBoostConfig({ boost: {} }, { registry }).problems).toContainEqual(
      expect.objectContaining({
        path: 'boost.acme.name',
        hint: 'Set it. Meaning of this key: A field for a test.',
      }),
    );
  });

  it('may come from another copy of the package [boost-configuration/Registry holds the fields of all sets]', () => {
    const foreign = { ...jira, fields: { ...jira.fields }, migrations: [] };
    expect(combineConfigFields([foreign]).ownerOf('boost.jira.url')).toBe(foreign);
  });

  it('give our own registry, which is written by hand', () => {
    const made = combineConfigFields([boostFieldSet]);
    expect(boostConfigRegistry).toEqual({ ...made, ownerOf: expect.any(Function) });
    for (const key of [...Object.keys(boostFieldSet.fields), 'boost', 'boost.other', 'toString']) {
      expect(boostConfigRegistry.ownerOf(key)).toBe(made.ownerOf(key));
    }
  });

  it('are frozen', () => {
    const sets = [jira];
    const registry = combineConfigFields(sets);
    for (const part of [registry, registry.sets, registry.fields])
      expect(Object.isFrozen(part)).toBe(true);
    expect(Object.isFrozen(sets)).toBe(false);
    for (const part of [
      boostConfigRegistry,
      boostFieldSet,
      boostFieldSet.fields,
      boostFieldSet.migrations,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
});

describe('sets that clash', () => {
  it('are refused for the same key [boost-configuration/Key of two sets is refused]', () => {
    const other = setOf('@acme/other', 'boost.jira.user', 'boost.security.mode');
    expect(() => combineConfigFields([boostFieldSet, jira, other])).toThrow(
      [
        'These sets of configuration fields cannot be combined:',
        '@acme/jira and @acme/other have the same keys. Keep each in one set: boost.jira.user.',
        '@rhdh-boost/config-schema and @acme/other have the same keys. Keep each in one set: boost.security.mode.',
      ].join('\n  '),
    );
  });

  it('B8: are one line with a few of the keys that they share', () => {
    const keys = ['a', 'b', 'c', 'd', 'e'].map(name => `boost.acme.${name}`);
    expect(() =>
      combineConfigFields([setOf('@acme/one', ...keys), setOf('@acme/two', ...keys)]),
    ).toThrow(
      /^These sets of configuration fields cannot be combined: @acme\/one and @acme\/two have the same keys\. Keep each in one set: boost\.acme\.a, boost\.acme\.b, boost\.acme\.c and 2 more\.$/,
    );
  });

  it.each<[string, unknown]>([
    ['number 1 in the list is not a set of fields', [{}]],
    ['number 2 in the list is not a set of fields', [jira, undefined]],
    ['number 1 in the list is not a set of fields', [{ configFields: jira }]],
    ['needs a list of sets', jira],
    ['needs a list of sets', undefined],
  ])('B8: %s is the message for what is not a set, case %#', (message, sets) => {
    expect(() => Reflect.apply(combineConfigFields, undefined, [sets])).toThrow(message);
  });

  it('are refused when one is given twice', () => {
    const again = setOf('@acme/jira', 'boost.jira.more');
    for (const sets of [
      [jira, jira],
      [jira, again],
      [jira, git, again, jira],
    ]) {
      expect(() => combineConfigFields(sets)).toThrow(
        'These sets of configuration fields cannot be combined: The list has two sets of @acme/jira. Pass one set of each owner.',
      );
    }
  });

  it.each([
    ['boost.jira', 'boost.jira.url'],
    ['boost.kagenti', 'boost.kagenti.auth.scope'],
  ])(
    'are refused for the key %s, a section of another [boost-configuration/Key of two sets is refused]',
    (section, key) => {
      const one = setOf('@acme/section', section);
      const other = combineConfigFields([boostFieldSet, jira]).ownerOf(key);
      const sets = [one, ...(other === undefined ? [] : [other])];
      const message = `${section} is a field of @acme/section, and ${other?.owner} has keys below it. Rename the field or the keys: ${section}.`;
      expect(() => combineConfigFields(sets)).toThrow(message);
      expect(() => combineConfigFields(sets.toReversed())).toThrow(message);
    },
  );

  it('are refused where one has what another gave up [boost-configuration/Key that another set gave up is refused]', () => {
    const former = defineConfigFields({
      owner: '@acme/former',
      version: 3,
      fields: { 'boost.acme.size': fieldWith(z.string().optional()) },
      migrations: [
        { to: 2, removed: { 'boost.acme.old': 'nothing replaces it' } },
        { to: 3, renamed: { 'boost.acme.width': 'boost.acme.size' } },
      ],
    });
    const late = setOf('@acme/late', 'boost.acme.width', 'boost.acme.old.part', 'boost.acme.older');
    expect(() => combineConfigFields([former, late])).toThrow(
      [
        'These sets of configuration fields cannot be combined:',
        '  @acme/late has keys that version 2 of @acme/former removed or renamed. Rename them: boost.acme.old.part.',
        '  @acme/late has keys that version 3 of @acme/former removed or renamed. Rename them: boost.acme.width.',
      ].join('\n'),
    );
    const exchange = setOf('@acme/late', 'boost.kagenti.auth.tokenExchange.enabled');
    expect(() => combineConfigFields([boostFieldSet, exchange])).toThrow(
      '@acme/late has keys that version 2 of @rhdh-boost/config-schema removed or renamed',
    );
  });
});

describe('one value of any set', () => {
  const registry = combineConfigFields([boostFieldSet, jira]);

  it('is read, or its problems are given', () => {
    expect(readConfigValue('boost.jira.url', 'x', registry)).toEqual({ value: 'x' });
    expect(readConfigValue('boost.jira.url', undefined, registry)).toEqual({ value: undefined });
    expect(readConfigValue('boost.features.agentCreation', 'off')).toEqual({ value: false });
    expect(readConfigValue('boost.jira.url', 7, registry).problems).toMatchObject([
      { path: 'boost.jira.url', code: 'wrong_type' },
    ]);
  });

  it('is a problem when no set has the key', () => {
    const unknown = { code: 'unknown_key', message: 'is not a known key' };
    expect(readConfigValue('boost.jira.usr', 'x', registry).problems).toEqual([
      { path: 'boost.jira.usr', ...unknown, hint: 'Did you mean boost.jira.user?' },
    ]);
    expect(readConfigValue('__proto__', 'x', registry).problems).toEqual([
      {
        path: '__proto__',
        ...unknown,
        hint: 'The keys are those of @rhdh-boost/config-schema, @acme/jira.',
      },
    ]);
  });
});

describe('a key of the database alone', () => {
  const registry = registryWith({
    'boost.acme.__schemaVersion': fieldWith(z.int(), { configScope: 'db-only' }),
    'boost.acme.name': fieldWith(z.string().optional()),
  });
  const problemsOf = (acme: unknown) =>
    checkBoostConfig({ boost: { security: { mode: 'full' }, acme } }, { registry }).problems;

  it('is refused in app-config, and never required there [boost-configuration/Key of the database alone is refused in app-config]', () => {
    expect(problemsOf({ name: 'x' })).toBeUndefined();
    expect(problemsOf({ __schemaVersion: 1 })).toEqual([
      {
        path: 'boost.acme.__schemaVersion',
        code: 'database_only',
        message: 'is stored in the database and cannot be set in app-config',
        hint: 'Remove it. The backend writes this value itself.',
      },
    ]);
  });

  it('is in no list of keys, and never what was meant [boost-configuration/Key of the database alone is refused in app-config]', () => {
    expect(problemsOf({ schemaVersion: 1 })).toMatchObject([
      { hint: 'Known keys of boost.acme: name.' },
    ]);
    expect(problemsOf('x')).toMatchObject([
      { hint: 'Write its keys below it, indented deeper: name.' },
    ]);
  });
});
