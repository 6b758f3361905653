import { expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import committed from '../../schema/fields.json' with { type: 'json' };
import { fieldOf } from '../../test/artefacts/registry-of.fixture.ts';
import { boostFieldSet } from '../boost-field-set.ts';
import { createFieldTable } from './field-table.ts';

it('is plain data with everything that versions are compared by [boost-configuration/Field table holds what versions are compared by]', () => {
  const deprecated = { message: 'Use boost.b.', replacement: 'boost.b', removedIn: 4 };
  const table = createFieldTable({
    owner: '@acme/odd',
    version: 3,
    fields: {
      'boost.a': fieldOf(z3.number().int().optional(), { deprecated, defaultValue: 1 }),
      'boost.b': fieldOf(z.string().min(16), {
        visibility: 'secret',
        sensitive: true,
        configScope: 'db-overridable',
        since: 3,
        rules: ['is no word of a dictionary'],
      }),
      'boost.version': fieldOf(z.int().optional(), { configScope: 'db-only' }),
    },
    migrations: [
      { to: 2, removed: { 'boost.z': 'nothing replaced it' } },
      { to: 3, renamed: { 'boost.c': 'boost.b' }, values: { 'boost.b': String } },
    ],
    versionKeys: ['boost.version'],
  });
  const common = { description: 'What it does.' };
  expect(table).toEqual({
    owner: '@acme/odd',
    version: 3,
    fields: {
      'boost.a': {
        ...common,
        scope: 'yaml-only',
        visibility: 'backend',
        since: 1,
        deprecated,
        default: 1,
        schema: { type: 'integer' },
        definition: { kind: 'number', checks: [{ check: 'int' }] },
      },
      'boost.b': {
        ...common,
        scope: 'db-overridable',
        visibility: 'secret',
        sensitive: true,
        required: true,
        rules: ['is no word of a dictionary'],
        since: 3,
        schema: { type: 'string', minLength: 16 },
        definition: { kind: 'string', checks: [{ check: 'min_length', minimum: 16 }] },
      },
      'boost.version': {
        ...common,
        scope: 'db-only',
        visibility: 'backend',
        since: 1,
        schema: { type: 'integer' },
        definition: {
          kind: 'number',
          checks: [{ check: 'number_format', format: 'safeint' }],
        },
      },
    },
    migrations: [
      { to: 2, removed: ['boost.z'] },
      { to: 3, renamed: { 'boost.c': 'boost.b' }, values: ['boost.b'] },
    ],
    versionKeys: ['boost.version'],
  });
  expect(JSON.parse(JSON.stringify(table))).toEqual(table);
});

it('has no wording but descriptions [boost-configuration/Field table holds what versions are compared by]', () => {
  const table = createFieldTable(boostFieldSet);
  expect(table).toEqual(committed);
  expect(JSON.stringify(table)).not.toContain('patternErrorMessage');
});
