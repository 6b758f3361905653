import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { boostFieldSet } from './boost-field-set.ts';
import { type ConfigFieldSetDefinition, defineConfigFields } from './define-config-fields.ts';
import { fieldWith, registryWith } from './field.fixture.ts';
import type { ConfigFieldMeta } from './field.ts';
import type { ConfigMigration } from './field-set.ts';
import { checkBoostConfig } from './parse.ts';
import type { ConfigSchema } from './schema.ts';

const text = z.string().optional();

/** The mistakes that a definition is refused for, without the line that names the owner. */
function mistakesIn(definition: Partial<ConfigFieldSetDefinition>): string[] {
  try {
    defineConfigFields({ owner: '@acme/test', version: 1, fields: {}, ...definition });
    return [];
  } catch (error) {
    const [head, ...mistakes] = String(error).split('\n  ');
    if (head !== 'Error: The configuration fields of @acme/test cannot be used:') throw error;
    return mistakes;
  }
}

function mistakesOf(field: ConfigFieldMeta): string[] {
  return mistakesIn({ fields: { 'boost.acme.field': field } });
}

/** A value that is no schema, as a module in JavaScript could give it. */
function notSchema(value: unknown): ConfigSchema {
  return JSON.parse(JSON.stringify(value));
}

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
      `${key} is no key: it must begin with boost. and have plain names between the dots.`,
    ]);
  });

  it.each<[kind: string, ...ConfigSchema[]]>([
    [
      'default',
      z.string().default('x'),
      z.array(z.object({ a: z.string().default('x') })),
      z.lazy(() => z.string().default('x')),
      z3.string().default('x'),
      z3.object({ a: z3.string().default('x') }),
      z3.lazy(() => z3.array(z3.boolean().default(true))),
      z3
        .boolean()
        .default(true)
        .refine(() => true)
        .optional(),
    ],
    ['prefault', z.string().prefault('x'), z.record(z.string(), z.string().prefault('x'))],
    [
      'catch',
      z.string().catch('x'),
      z3.array(z3.string().catch('x')),
      z.number().catch(1).optional(),
    ],
  ])(
    'refuses a Zod %s anywhere in a schema [boost-configuration/Definition with mistakes is refused]',
    (kind, ...schemas) => {
      for (const schema of schemas) {
        expect(mistakesOf(fieldWith(schema))).toEqual([
          `boost.acme.field has a Zod ${kind} in its schema: resolvers read the raw value, so use defaultValue.`,
        ]);
      }
    },
  );

  it.each<ConfigSchema>([
    z.coerce.string(),
    z
      .string()
      .optional()
      .transform(value => value ?? 'x'),
    z3.coerce.boolean(),
    z3.preprocess(value => value ?? 'x', z3.string()),
  ])(
    'refuses a schema that makes something of undefined, case %# [boost-configuration/Definition with mistakes is refused]',
    schema => {
      expect(mistakesOf(fieldWith(schema))).toEqual([
        'boost.acme.field makes a value of undefined: what is not set must stay undefined.',
      ]);
    },
  );

  it.each<[mistake: string, schema: ConfigSchema, more: Partial<ConfigFieldMeta>]>([
    ['has a default that its own schema refuses', z.int(), { defaultValue: '1' }],
    ['has an example that its own schema refuses (number 2)', z3.number(), { examples: [1, 'x'] }],
    [
      'is sensitive, so that its visibility must be secret and not backend',
      text,
      { sensitive: true },
    ],
    [
      'is sensitive, so that its visibility must be secret and not frontend',
      text,
      { sensitive: true, visibility: 'frontend' },
    ],
    ['has the visibility secret, so that it must be sensitive', text, { visibility: 'secret' }],
    ['has no description', text, { description: ' ' }],
    ['must say since which version of the set it is there, from 1 to 1', text, { since: 2 }],
    ['must say since which version of the set it is there, from 1 to 1', text, { since: 0.5 }],
    ['is deprecated without a message', text, { deprecated: { message: '' } }],
    [
      'is there in version 1, which is said to have removed it',
      text,
      { deprecated: { message: 'It is gone.', removedIn: 1 } },
    ],
    ['has a schema that is neither of Zod 4 nor of Zod 3', notSchema({ type: 'string' }), {}],
    ['has a schema that is neither of Zod 4 nor of Zod 3', notSchema(null), {}],
  ])(
    'refuses a field that %s, case %# [boost-configuration/Definition with mistakes is refused]',
    (mistake, schema, more) => {
      expect(mistakesOf(fieldWith(schema, more))).toEqual([`boost.acme.field ${mistake}.`]);
    },
  );

  it('refuses a scope and a visibility that there is not [boost-configuration/Definition with mistakes is refused]', () => {
    const fields = JSON.parse(
      '{"boost.acme.field":{"description":"x","configScope":"yaml","visibility":"all","since":1}}',
    );
    expect(
      mistakesIn({
        fields: { 'boost.acme.field': { ...fields['boost.acme.field'], schema: text } },
      }),
    ).toEqual([
      'boost.acme.field has none of the scopes yaml-only, db-overridable, db-only.',
      'boost.acme.field has none of the visibilities frontend, backend, secret.',
    ]);
  });

  it('refuses a field that is a section too, all mistakes at once [boost-configuration/Definition with mistakes is refused]', () => {
    const fields = {
      'boost.acme': fieldWith(text),
      'boost.acme.field': fieldWith(text, { description: '' }),
    };
    expect(mistakesIn({ fields })).toEqual([
      'boost.acme is a field, and a section of other fields.',
      'boost.acme.field has no description.',
    ]);
  });

  it.each([0, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the version %s [boost-configuration/Definition with mistakes is refused]',
    version => {
      expect(mistakesIn({ version })).toEqual(['the version must be a whole number from 1.']);
    },
  );

  it.each(['', '  '])(
    'refuses the owner %j [boost-configuration/Definition with mistakes is refused]',
    owner => {
      expect(() => defineConfigFields({ owner, version: 1, fields: {} })).toThrow('needs an owner');
    },
  );
});

describe('the migrations of a set', () => {
  const fields = { 'boost.acme.field': fieldWith(text) };
  const mistakesWith = (...migrations: ConfigMigration[]) =>
    mistakesIn({ version: 4, fields, migrations });

  it('are taken in ascending order, with gaps [boost-configuration/Migrations out of order are refused]', () => {
    expect(
      mistakesWith(
        {
          to: 2,
          renamed: { 'boost.acme.one': 'boost.acme.two' },
          placeholders: { 'boost.acme.two': '${TWO}' },
        },
        {
          to: 4,
          renamed: { 'boost.acme.two': 'boost.acme.field' },
          values: { 'boost.acme.field': String },
        },
      ),
    ).toEqual([]);
  });

  it('are refused out of order, and beyond the version [boost-configuration/Migrations out of order are refused]', () => {
    expect(mistakesWith({ to: 3 }, { to: 2 }, { to: 2 }, { to: 5 })).toEqual([
      'the migration to version 2 is out of order: it must lead beyond version 3.',
      'the migration to version 2 is out of order: it must lead beyond version 2.',
      'the migration to version 5 leads beyond version 4.',
    ]);
    expect(mistakesWith({ to: 1 })).toEqual([
      'the migration to version 1 is out of order: it must lead beyond version 1.',
    ]);
    expect(mistakesWith({ to: Number.NaN })).toEqual([
      'a migration must say to which version it leads.',
    ]);
  });

  it('are refused with keys that do not fit the fields [boost-configuration/Migrations out of order are refused]', () => {
    expect(
      mistakesWith({
        to: 2,
        removed: { 'boost.acme.field': 'nothing replaces it', 'acme.gone': 'nothing replaces it' },
        renamed: { 'boost.acme.old': 'boost.acme.new' },
        values: { 'boost.acme.other': value => value },
        placeholders: { 'boost.acme.third': '${THIRD}' },
      }),
    ).toEqual([
      'boost.acme.field is gone in the migration to version 2, and a field all the same.',
      'acme.gone in the migration to version 2 is no key below boost.',
      'boost.acme.new in the migration to version 2 is no field of the set.',
      'boost.acme.other in the migration to version 2 is no field of the set.',
      'boost.acme.third in the migration to version 2 is no field of the set.',
    ]);
  });
});

describe('the version keys of a set', () => {
  const key = 'boost.acme.__schemaVersion';
  const mistake = `${key} is a version key: it must be a whole number with the scope db-only.`;

  it.each([z.int().min(1).optional(), z3.number().int().positive().optional()])(
    'are whole numbers of the database, case %# [boost-configuration/Version key is an integer of the database]',
    schema => {
      const fields = { [key]: fieldWith(schema, { configScope: 'db-only' }) };
      expect(mistakesIn({ fields, versionKeys: [key] })).toEqual([]);
      expect(mistakesIn({ fields: { [key]: fieldWith(schema) }, versionKeys: [key] })).toEqual([
        mistake,
      ]);
    },
  );

  it.each([z.number(), z.string(), z.literal(1), z.coerce.number().int(), z.any()])(
    'are nothing else, case %# [boost-configuration/Version key is an integer of the database]',
    schema => {
      const fields = { [key]: fieldWith(schema.optional(), { configScope: 'db-only' }) };
      expect(mistakesIn({ fields, versionKeys: [key] })).toEqual([mistake]);
    },
  );

  it('are fields of the set [boost-configuration/Version key is an integer of the database]', () => {
    expect(mistakesIn({ versionKeys: [key, '__proto__'] })).toEqual([
      `${key} is a version key and no field.`,
      '__proto__ is a version key and no field.',
    ]);
  });
});

describe('a set that was defined', () => {
  it('is frozen, and what was handed in is not [boost-configuration/Defined set cannot be changed]', () => {
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
