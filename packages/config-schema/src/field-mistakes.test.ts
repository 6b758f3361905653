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
          `boost.acme.field has a Zod ${kind} in its schema: remove it, and write a default as defaultValue of the field.`,
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
        'boost.acme.field has a schema that turns undefined into a value: keep undefined, and write a default as defaultValue.',
      ]);
    },
  );

  it.each<[mistake: string, schema: ConfigSchema, more: Partial<ConfigFieldMeta>]>([
    [
      'has a defaultValue that its schema rejects: correct one of them',
      z.int(),
      { defaultValue: '1' },
    ],
    [
      'has an example that its schema rejects: correct number 2 of examples',
      z3.number(),
      { examples: [1, 'x'] },
    ],
    ["is sensitive: write visibility: 'secret' instead of 'backend'", text, { sensitive: true }],
    [
      "is sensitive: write visibility: 'secret' instead of 'frontend'",
      text,
      { sensitive: true, visibility: 'frontend' },
    ],
    ['has no description: write what the value does', text, { description: ' ' }],
    [
      'needs since, the version of the set that added it: a whole number from 1 to 1',
      text,
      { since: 2 },
    ],
    [
      'needs since, the version of the set that added it: a whole number from 1 to 1',
      text,
      { since: 0.5 },
    ],
    [
      'is deprecated without a message: write deprecated.message',
      text,
      { deprecated: { message: '' } },
    ],
    [
      'is still a field in version 1, but deprecated.removedIn is 1: remove the field, or write a later version',
      text,
      { deprecated: { message: 'It is gone.', removedIn: 1 } },
    ],
    ['has no schema of Zod: write one in Zod 4 or Zod 3', notSchema({ type: 'string' }), {}],
    ['has no schema of Zod: write one in Zod 4 or Zod 3', notSchema(null), {}],
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
      'boost.acme.field needs configScope, one of yaml-only, db-overridable, db-only.',
      'boost.acme.field needs visibility, one of frontend, backend, secret.',
    ]);
  });

  it.each(['password', 'clientSecret', 'apiKey', 'refresh_token', 'credentials', 'privateKey'])(
    'A2: are refused as %s for the frontend, unless they declare that it is not a secret [boost-configuration/Definition with mistakes is refused]',
    name => {
      const mistakes = (more: Partial<ConfigFieldMeta>) =>
        mistakesIn({ fields: { [`boost.acme.${name}`]: fieldWith(text, more) } });
      expect(mistakes({ visibility: 'frontend' })).toEqual([
        `boost.acme.${name} has the name of a secret and visibility: 'frontend', which sends it to every browser: write visibility: 'secret' with sensitive: true, or sensitive: false if it is not a secret.`,
      ]);
      expect(mistakes({ visibility: 'frontend', sensitive: false })).toEqual([]);
      expect(mistakes({ visibility: 'backend' })).toEqual([]);
    },
  );

  it.each(['maxTokens', 'tokenEndpoint', 'secretary', 'passwordHint', 'keyboard'])(
    'A2: may be %s for the frontend',
    name => {
      const fields = { [`boost.acme.${name}`]: fieldWith(text, { visibility: 'frontend' }) };
      expect(mistakesIn({ fields })).toEqual([]);
    },
  );

  it('may be secret when they say so twice', () => {
    expect(mistakesOf(fieldWith(text, { visibility: 'secret', sensitive: true }))).toEqual([]);
    expect(mistakesOf(fieldWith(text, { visibility: 'secret' }))).toEqual([
      "boost.acme.field has visibility: 'secret' without sensitive: true: add it, so that the database stores the value encrypted, or write visibility: 'backend' if it is not a secret.",
    ]);
    expect(mistakesOf(fieldWith(text, { sensitive: true }))).toEqual([
      "boost.acme.field is sensitive: write visibility: 'secret' instead of 'backend'.",
    ]);
  });

  it('are refused with a secret as default, which is not shown', () => {
    const secret = { visibility: 'secret', sensitive: true, defaultValue: 'hunter2' } as const;
    expect(mistakesOf(fieldWith(text, secret))).toEqual([
      'boost.acme.field is sensitive and has a defaultValue: remove it, because generated files would contain it.',
    ]);
  });

  it.each<[mistake: string, field: unknown]>([
    [
      'is not a field: write an object with schema, configScope, description, visibility and since',
      null,
    ],
    [
      'is not a field: write an object with schema, configScope, description, visibility and since',
      'text',
    ],
    [
      'has no schema of Zod: write one in Zod 4 or Zod 3',
      { ...fieldWith(text), schema: undefined },
    ],
    ['has examples that are not a list: write [example]', { ...fieldWith(text), examples: 'abc' }],
    [
      'has rules that are not a list of phrases: write ["is …"]',
      { ...fieldWith(text), rules: 'is short' },
    ],
    [
      'has rules that are not a list of phrases: write ["is …"]',
      { ...fieldWith(text), rules: [' '] },
    ],
    [
      'has replacedValues that is not an object: write each value with its replacement',
      { ...fieldWith(text), replacedValues: ['a'] },
    ],
    [
      'is deprecated without a message: write deprecated.message',
      { ...fieldWith(text), deprecated: {} },
    ],
    [
      'is deprecated without a message: write deprecated.message',
      { ...fieldWith(text), deprecated: null },
    ],
    [
      'has a wrong value of sensitive: write true or false',
      { ...fieldWith(text), sensitive: 'yes' },
    ],
    [
      'has no description: write what the value does',
      { ...fieldWith(text), description: undefined },
    ],
    [
      'has the unknown property senstive: write sensitive instead',
      { ...fieldWith(text), senstive: true },
    ],
    ['has the unknown property colour: remove it', { ...fieldWith(text), colour: 'red' }],
  ])(
    'are refused where one %s, case %# [boost-configuration/Definition with mistakes is refused]',
    (mistake, field) => {
      expect(mistakesIn({ fields: { 'boost.acme.field': field } })).toEqual([
        `boost.acme.field ${mistake}.`,
      ]);
    },
  );

  const throwsOnUndefined =
    'has a check that throws for undefined or is asynchronous: return true or false from it';

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
      'has a promise in its schema: use the schema of its value',
      z.promise(z.string()),
      z3.promise(z3.string()).optional(),
    ],
    [
      'has a schema that throws when it is inspected: correct its z.lazy parts',
      z.lazy(throwing),
      z3.lazy(throwing),
    ],
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
      'boost.acme.field has an example that its schema rejects: correct number 1 of examples.',
    ]);
  });
});
