import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { z as z3 } from 'zod-3';
import { fieldOf } from '../../test/artefacts/registry-of.fixture.ts';
import { boostFieldSet } from '../boost-field-set.ts';
import type { ConfigSchema } from '../schema.ts';
import { createFieldTable } from './field-table.ts';

const isShort = (text: string) => text.length < 9;

/** What the table says of a field with this schema. */
function entryOf(schema: ConfigSchema, rules?: readonly string[]) {
  const field = { ...fieldOf(schema), ...(rules === undefined ? {} : { rules }) };
  const fields = { 'boost.a': field };
  const set = { owner: '@acme/odd', version: 1, fields, migrations: [] };
  return createFieldTable(set).fields['boost.a'];
}

const schemasWithCode: [string, ConfigSchema][] = [
  ['a refinement', z.string().refine(isShort)],
  ['a refinement that may be left out', z.string().refine(isShort).optional()],
  ['a refinement of a number', z.int().superRefine(() => {})],
  ['a check', z.string().check(() => {})],
  ['a transform', z.string().transform(isShort)],
  ['a codec', z.codec(z.string(), z.string(), { decode: String, encode: String })],
  ['a preprocessing', z.preprocess(String, z.string())],
  ['a conversion before a bound', z.string().trim().min(1)],
  ['a refinement of items', z.array(z.string().refine(isShort))],
  ['a refinement of a property', z.object({ b: z.string().refine(isShort) })],
  ['a refinement that is described in words', z.string().refine(isShort).describe('Short.')],
  ['a refinement of zod/mini', mini.string().check(mini.refine(isShort))],
  ['a refinement of Zod 3', z3.string().refine(isShort)],
  ['a transform of Zod 3', z3.string().transform(isShort).optional()],
  ['a preprocessing of Zod 3', z3.preprocess(String, z3.string())],
  ['a conversion of Zod 3', z3.string().trim().min(1)],
  ['a refinement of items of Zod 3', z3.array(z3.string().refine(isShort))],
];

describe('a field', () => {
  it.each(schemasWithCode)(
    'with %s is opaque [boost-configuration/Field table says what it does not hold]',
    (_, schema) => {
      expect(entryOf(schema)).toMatchObject({ opaque: true });
    },
  );

  it.each(schemasWithCode)(
    'with %s has the rules that are written down [boost-configuration/Field table says what it does not hold]',
    (_, schema) => {
      expect(entryOf(schema, ['is short'])).toMatchObject({ rules: ['is short'] });
      expect(entryOf(schema, ['is short'])).not.toHaveProperty('opaque');
      expect(entryOf(schema, [])).not.toHaveProperty('rules');
      expect(entryOf(schema, [])).not.toHaveProperty('opaque');
    },
  );

  it.each<[string, ConfigSchema]>([
    ['bounds and a pattern', z.string().min(1).max(9).regex(/a/)],
    ['a format', z.url().optional()],
    ['a whole number', z.coerce.number().int()],
    ['choices', z.union([z.literal('a'), z.array(z.enum(['b']))])],
    ['a check that its metadata says', z.string().refine(isShort).meta({ maxLength: 8 })],
    ['metadata before the check', z.string().meta({ maxLength: 8 }).refine(isShort).optional()],
    ['bounds of Zod 3', z3.string().min(1).email().optional()],
  ])(
    'with %s is told by its schema [boost-configuration/Field table says what it does not hold]',
    (_, schema) => {
      expect(entryOf(schema)).not.toHaveProperty('opaque');
    },
  );
});

it('no field of Boost is opaque, and rules beside other fields are told [boost-configuration/Field table says what it does not hold]', () => {
  const entries = Object.entries(createFieldTable(boostFieldSet).fields);
  expect(entries.filter(([, { opaque }]) => opaque)).toEqual([]);
  expect(entries.filter(([, { rules }]) => rules).map(([key]) => key)).toEqual([
    'boost.model.baseUrl',
    'boost.agentApproval.sonataflow.endpoint',
    'boost.skillsMarketplace.endpoint',
    'boost.kagenti.auth.method',
    'boost.kagenti.auth.tokenEndpoint',
    'boost.kagenti.auth.issuer',
    'boost.kagenti.auth.clientId',
    'boost.kagenti.auth.clientSecret',
    'boost.kagenti.auth.keyFile',
    'boost.kagenti.auth.assertionFile',
    'boost.kagenti.auth.certificateFile',
    'boost.kagenti.auth.certificateKeyFile',
    'boost.kagenti.auth.resource',
    'boost.providers.kagenti.baseUrl',
    'boost.providers.kagenti.defaultAgent',
  ]);
});
