import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { fieldWith, registryWith } from '../test/field.fixture.ts';
import { parseBoostConfigPart } from './config-part.ts';
import { readConfigValue } from './field-queries.ts';
import { checkBoostConfig } from './parse.ts';
import type { ConfigSchema } from './schema.ts';
import { unknownConfigValue } from './unknown-value.ts';

const key = 'boost.acme.field';

function check(schema: ConfigSchema, value: unknown) {
  const registry = registryWith({ [key]: fieldWith(schema) });
  return checkBoostConfig(
    { boost: { security: { mode: 'full' }, acme: { field: value } } },
    { registry },
  );
}

const unknown = (path: string, hint: string) => ({
  path: `${key}${path}`,
  code: 'unknown_key',
  message: 'is not a known key',
  hint,
});

const four = z.object({ name: z.string().optional(), size: z.number().optional() });
const three = z3.object({ name: z3.string().optional(), size: z3.number().optional() });

describe('D16: a name that the schema of a mapping drops', () => {
  it.each<[kind: string, schema: ConfigSchema, value: unknown, path: string]>([
    ['an object', four, { nmae: 'a' }, ''],
    ['a list', z.array(four), [{}, { nmae: 'a' }], '[1]'],
    ['a record', z.record(z.string(), four), { a: { nmae: 'a' } }, '.a'],
    ['a tuple', z.tuple([z.string()]).rest(four), ['a', { nmae: 'a' }], '[1]'],
    ['a union', z.union([z.string(), z.array(four)]), [{ nmae: 'a' }], '[0]'],
    ['what may be null', four.nullable(), { nmae: 'a' }, ''],
    [
      'a pipe',
      z.object({ list: z.array(four) }).pipe(z.any()),
      { list: [{ nmae: 'a' }] },
      '.list[0]',
    ],
    ['the end of a pipe', z.looseObject({}).pipe(four), { nmae: 'a' }, ''],
    ['what is lazy', z.lazy(() => four), { nmae: 'a' }, ''],
    ['an object before a transform', four.transform(String), { nmae: 'a' }, ''],
    [
      'an object with text from the environment',
      z.union([z.boolean(), four]),
      { size: '5', nmae: 'a' },
      '',
    ],
    ['an object of Zod 3', three, { nmae: 'a' }, ''],
    ['a list of Zod 3', z3.array(three), [{ nmae: 'a' }], '[0]'],
    ['a union of Zod 3', z3.union([z3.string(), three]), { nmae: 'a' }, ''],
    ['a refined object of Zod 3', three.refine(() => true), { nmae: 'a' }, ''],
    ['a record of Zod 3', z3.record(three.nullable()), { a: { nmae: 'a' } }, '.a'],
  ])(
    'is reported in %s [boost-configuration/Dropped name is reported by the check]',
    (_, schema, value, path) => {
      expect(check(schema, value).problems).toEqual([
        unknown(`${path}.nmae`, `Did you mean ${key}${path}.name?`),
      ]);
    },
  );

  it('is reported by both sides of an intersection, or by none', () => {
    const schema = z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() }));
    expect(check(schema, { a: 'x', b: 'y', c: 'z' }).problems).toMatchObject([
      { path: `${key}.c` },
    ]);
    expect(
      check(z.intersection(z.object({ a: z.string() }), z.looseObject({})), { a: 'x', c: 1 })
        .problems,
    ).toBeUndefined();
  });

  it.each<[string, ConfigSchema, unknown]>([
    ['a loose object', z.looseObject({}), { a: 1 }],
    ['an object with other names', z.object({}).catchall(z.string()), { a: 'x' }],
    ['a loose object of Zod 3', z3.object({}).passthrough(), { a: 1 }],
    ['an object with other names of Zod 3', z3.object({}).catchall(z3.string()), { a: 'x' }],
    ['a record', z.record(z.string(), z.string()), { a: 'x' }],
    ['an object that code makes', z.preprocess(value => value && {}, four.optional()), { old: 1 }],
    [
      'an object that code makes in Zod 3',
      z3.preprocess(value => value && {}, three.optional()),
      { old: 1 },
    ],
  ])('does not exist in %s', (_, schema, value) => {
    expect(check(schema, value).problems).toBeUndefined();
  });

  it('is reported beside a wrong value, and what it meant is not missing as well', () => {
    const schema = z.object({ name: z.string(), size: z.number().optional() });
    const problems = [unknown('.nmae', `Did you mean ${key}.name?`)];
    expect(check(schema, { nmae: 'a' }).problems).toEqual(problems);
    expect(check(schema, { nmae: 'a', size: 'x' }).problems).toMatchObject([
      { path: `${key}.size` },
      ...problems,
    ]);
  });

  it('is reported beside a value that is unknown', () => {
    expect(check(z.array(four), [{ name: unknownConfigValue, nmae: 'a' }]).problems).toMatchObject([
      { path: `${key}[0].nmae` },
    ]);
  });

  it('is not shown below a secret', () => {
    const registry = registryWith({
      [key]: fieldWith(four, { sensitive: true, visibility: 'secret' }),
    });
    const { unknownNames } = readConfigValue(key, { c4n4ry: 'a' }, registry);
    expect(unknownNames).toMatchObject([{ path: key, code: 'unknown_key' }]);
    expect(JSON.stringify(unknownNames)).not.toContain('c4n4ry');
  });

  it.each([
    { keys: [key], sections: [] },
    { keys: [], sections: ['boost.acme'] },
    { keys: [key], sections: ['boost.acme'] },
  ])('is a warning for a package that reads %j', use => {
    const registry = registryWith({ [key]: fieldWith(z.array(four)) });
    const boost = { security: { mode: 'full' }, acme: { field: [{ name: 'a' }, { nmae: 'b' }] } };
    const part = parseBoostConfigPart({ boost }, { ...use, registry });
    expect(part.warnings).toEqual([unknown('[1].nmae', `Did you mean ${key}[1].name?`)]);
    expect(part.config.boost).toEqual(
      use.keys.length === 0 ? undefined : { acme: { field: [{ name: 'a' }, {}] } },
    );
  });

  it('is an error for a package that reads a value which lacks what was meant', () => {
    const registry = registryWith({ [key]: fieldWith(z.object({ name: z.string() })) });
    const boost = { acme: { field: { nmae: 'b' } } };
    const read = (keys: string[]) =>
      parseBoostConfigPart({ boost }, { keys, sections: ['boost.acme'], registry });
    expect(() => read([key])).toThrow(`${key}.nmae is not a known key`);
    expect(read([]).warnings).toMatchObject([{ path: `${key}.nmae` }]);
  });

  it('does not keep the value from being read [boost-configuration/Value with a dropped name is read]', () => {
    const registry = registryWith({ [key]: fieldWith(four) });
    expect(readConfigValue(key, { name: 'a', nmae: 'b' }, registry)).toMatchObject({
      value: { name: 'a' },
      unknownNames: [{ path: `${key}.nmae` }],
    });
  });
});
