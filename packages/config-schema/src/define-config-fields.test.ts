import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { mistakesIn } from '../test/definition-mistakes.fixture.ts';
import { fieldWith, registryWith } from '../test/field.fixture.ts';
import { boostFieldSet } from './boost-field-set.ts';
import { defineConfigFields } from './define-config-fields.ts';
import { checkBoostConfig } from './parse.ts';

const text = z.string().optional();

describe('the definition of a set', () => {
  it('is taken for our own fields [boost-configuration/Definition with mistakes is refused]', () => {
    expect(defineConfigFields(boostFieldSet)).toEqual(boostFieldSet);
  });

  it.each([
    'acme.field',
    'boost',
    'boosted.field',
    'boost.',
    'boost..field',
    'boost.a b',
    'boost.0.field',
    'boost.__proto__.field',
    'boost.acme.constructor',
    'boost.prototype',
  ])('refuses the key %j [boost-configuration/Definition with mistakes is refused]', key => {
    expect(mistakesIn({ fields: { [key]: fieldWith(text) } })).toEqual([
      `${key} is not a valid key: begin it with boost. and separate plain names by dots.`,
    ]);
  });

  it('refuses a field that is a section too, all mistakes at once [boost-configuration/Definition with mistakes is refused]', () => {
    const fields = {
      'boost.acme': fieldWith(text),
      'boost.acme.field': fieldWith(text, { description: '' }),
    };
    expect(mistakesIn({ fields })).toEqual([
      'boost.acme is a field, but other keys are below it: rename one of them.',
      'boost.acme.field has no description: write what the value does.',
    ]);
  });

  it.each([0, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the version %s [boost-configuration/Definition with mistakes is refused]',
    version => {
      expect(mistakesIn({ version })).toEqual(['the version must be a whole number, 1 or more.']);
    },
  );

  it.each(['', '  '])(
    'refuses the owner %j [boost-configuration/Definition with mistakes is refused]',
    owner => {
      expect(() => defineConfigFields({ owner, version: 1, fields: {} })).toThrow('needs an owner');
    },
  );

  it.each([
    ['fields must be an object with each field under its key', { fields: undefined }],
    ['fields must be an object with each field under its key', { fields: [] }],
    ['migrations must be a list of objects', { migrations: { to: 2 } }],
    ['migrations must be a list of objects', { migrations: [null] }],
    ['versionKeys must be a list of keys', { versionKeys: 'boost.acme.__schemaVersion' }],
  ])('says that %s [boost-configuration/Definition with mistakes is refused]', (mistake, part) => {
    expect(mistakesIn(part)).toEqual([`${mistake}.`]);
  });
});

describe('the version keys of a set', () => {
  const key = 'boost.acme.__schemaVersion';
  const mistake = `${key} is in versionKeys: its schema must be an integer, and its configScope db-only.`;

  it.each([z.int().min(1).optional(), z3.number().int().positive().optional()])(
    'are whole numbers of the database, case %#',
    schema => {
      const fields = { [key]: fieldWith(schema, { configScope: 'db-only' }) };
      expect(mistakesIn({ fields, versionKeys: [key] })).toEqual([]);
      expect(mistakesIn({ fields: { [key]: fieldWith(schema) }, versionKeys: [key] })).toEqual([
        mistake,
      ]);
    },
  );

  it.each([z.number(), z.string(), z.literal(1), z.coerce.number().int(), z.any()])(
    'are nothing else, case %#',
    schema => {
      const fields = { [key]: fieldWith(schema.optional(), { configScope: 'db-only' }) };
      expect(mistakesIn({ fields, versionKeys: [key] })).toEqual([mistake]);
    },
  );

  it('are fields of the set', () => {
    expect(mistakesIn({ versionKeys: [key, '__proto__'] })).toEqual([
      `${key} is in versionKeys, but is not a field: define the field, or remove the key.`,
      '__proto__ is in versionKeys, but is not a field: define the field, or remove the key.',
    ]);
  });
});

describe('a set that was defined', () => {
  it('is frozen, and what was handed in is not', () => {
    const field = { ...fieldWith(text) };
    const migration = { to: 2 };
    const definition = {
      owner: '@acme/test',
      version: 2,
      fields: { 'boost.acme.field': field },
      migrations: [migration],
      versionKeys: [],
    };
    const set = defineConfigFields(definition);
    for (const part of [
      set,
      set.fields,
      set.fields['boost.acme.field'],
      set.migrations,
      set.migrations[0],
      set.versionKeys,
    ]) {
      expect(part).toBeDefined();
      expect(Object.isFrozen(part)).toBe(true);
    }
    for (const part of [definition, definition.fields, field, definition.migrations, migration]) {
      expect(Object.isFrozen(part)).toBe(false);
    }
    expect(defineConfigFields({ owner: '@acme/test', version: 1, fields: {} })).not.toHaveProperty(
      'versionKeys',
    );
  });

  it('tells which fields are deprecated, and reads them [boost-configuration/Deprecated field is still read]', () => {
    const deprecated = {
      message: 'Use boost.acme.size.',
      replacement: 'boost.acme.size',
      removedIn: 2,
    };
    const registry = registryWith({ 'boost.acme.field': fieldWith(text, { deprecated }) });
    expect(registry.fields['boost.acme.field']?.deprecated).toEqual(deprecated);
    const boost = { security: { mode: 'full' }, acme: { field: 'x' } };
    expect(checkBoostConfig({ boost }, { registry })).toEqual({ config: { boost } });
  });
});
