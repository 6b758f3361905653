import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { mistakesIn, mistakesOf } from '../test/definition-mistakes.fixture.ts';
import { fieldWith } from '../test/field.fixture.ts';
import type { ConfigFieldMeta } from './field.ts';
import type { ConfigSchema } from './schema.ts';

const text = z.string().optional();

/** A value that is no schema, as a module in JavaScript could give it. */
function notSchema(value: unknown): ConfigSchema {
  return JSON.parse(JSON.stringify(value));
}

function throwing(): never {
  throw new Error('a planted value');
}

describe('the fields of a set', () => {
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
    ["is sensitive: write visibility: 'secret' instead of 'backend'", text, { sensitive: true }],
    [
      "is sensitive: write visibility: 'secret' instead of 'frontend'",
      text,
      { sensitive: true, visibility: 'frontend' },
    ],
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

  it('may be secret when they say so twice', () => {
    expect(mistakesOf(fieldWith(text, { visibility: 'secret', sensitive: true }))).toEqual([]);
    expect(mistakesOf(fieldWith(text, { visibility: 'secret' }))).toEqual([
      "boost.acme.field has the visibility secret: write sensitive: true besides, so that it is encrypted where it is stored, or visibility: 'backend' if it is none.",
    ]);
    expect(mistakesOf(fieldWith(text, { sensitive: true }))).toEqual([
      "boost.acme.field is sensitive: write visibility: 'secret' instead of 'backend'.",
    ]);
  });

  it('are refused with a secret as default, which is not shown', () => {
    const secret = { visibility: 'secret', sensitive: true, defaultValue: 'hunter2' } as const;
    expect(mistakesOf(fieldWith(text, secret))).toEqual([
      'boost.acme.field is sensitive, and has a default: take it out, since it would stand in every generated file.',
    ]);
  });

  it.each<[mistake: string, field: unknown]>([
    ['is not a field: it must be an object with schema, configScope, …', null],
    ['is not a field: it must be an object with schema, configScope, …', 'text'],
    [
      'has a schema that is neither of Zod 4 nor of Zod 3',
      { ...fieldWith(text), schema: undefined },
    ],
    ['has examples that are not a list', { ...fieldWith(text), examples: 'abc' }],
    ['has rules that are not a list of phrases', { ...fieldWith(text), rules: 'is short' }],
    ['has rules that are not a list of phrases', { ...fieldWith(text), rules: [' '] }],
    ['has replacedValues that are not a mapping', { ...fieldWith(text), replacedValues: ['a'] }],
    ['is deprecated without a message', { ...fieldWith(text), deprecated: {} }],
    ['is deprecated without a message', { ...fieldWith(text), deprecated: null }],
    ['has a sensitive that is neither true nor false', { ...fieldWith(text), sensitive: 'yes' }],
    ['has no description', { ...fieldWith(text), description: undefined }],
    [
      'has senstive, which no field has: did you mean sensitive',
      { ...fieldWith(text), senstive: true },
    ],
    ['has colour, which no field has: take it out', { ...fieldWith(text), colour: 'red' }],
  ])(
    'are refused where one %s, case %# [boost-configuration/Definition with mistakes is refused]',
    (mistake, field) => {
      expect(mistakesIn({ fields: { 'boost.acme.field': field } })).toEqual([
        `boost.acme.field ${mistake}.`,
      ]);
    },
  );

  const throwsOnUndefined =
    'has a check that throws on undefined, or waits for something: it must answer true or false immediately';

  it.each<[mistake: string, ...ConfigSchema[]]>([
    [
      throwsOnUndefined,
      z.any().refine(value => value.length > 0),
      z3.any().refine(value => value.length > 0),
      z
        .string()
        .optional()
        .refine(async () => true),
      z3
        .string()
        .optional()
        .refine(async () => true),
    ],
    [
      'has a promise in its schema: app-config holds values, which nobody waits for',
      z.promise(z.string()),
      z3.promise(z3.string()).optional(),
    ],
    ['has a schema that throws when it is looked into', z.lazy(throwing), z3.lazy(throwing)],
  ])(
    'are refused where one %s [boost-configuration/Definition with mistakes is refused]',
    (mistake, ...schemas) => {
      for (const schema of schemas) {
        expect(mistakesOf(fieldWith(schema))).toEqual([`boost.acme.field ${mistake}.`]);
      }
    },
  );

  it('are refused where the check of an example throws [boost-configuration/Definition with mistakes is refused]', () => {
    const schema = z.string().refine(throwing).optional();
    expect(mistakesOf(fieldWith(schema, { examples: ['x'] }))).toEqual([
      'boost.acme.field has an example that its own schema refuses (number 1).',
    ]);
  });
});
