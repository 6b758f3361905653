import { expect, it } from 'vitest';
import { z } from 'zod';
import { createBackstageSchema } from './backstage-schema.ts';
import { createEditorSchema } from './editor-schema.ts';
import type { ConfigFields } from '../field.ts';
import { toFieldJsonSchema } from './field-json-schema.ts';

it.each([z.any(), z.unknown(), z.any().meta({ description: 'x' }), z.custom(() => true), z.date()])(
  'fails for a schema that says nothing, case %# [boost-configuration/Schema that accepts everything is an error]',
  schema => {
    const fields: ConfigFields = {
      'boost.odd': {
        schema,
        configScope: 'yaml-only',
        description: '',
        visibility: 'backend',
        since: 1,
      },
    };
    for (const make of [createBackstageSchema, createEditorSchema]) {
      expect(() => make(fields, 2)).toThrow('The schema of boost.odd says nothing');
    }
  },
);

it('leaves out the bounds that only say what a double holds [boost-configuration/Editor schema tells about each field]', () => {
  expect(toFieldJsonSchema('a', z.int())).toEqual({ type: 'integer' });
  expect(toFieldJsonSchema('a', z.int().min(1).optional())).toEqual({
    type: 'integer',
    minimum: 1,
  });
});
