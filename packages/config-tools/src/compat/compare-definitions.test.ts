import { defineConfigFields } from '@rhdh-boost/config-schema';
import { createFieldTable, type FieldTable } from '@rhdh-boost/config-schema/artefacts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { run } from '../../test/command/command.fixture.ts';
import { field, table } from '../../test/compat/field-table.fixture.ts';
import { scratchFolder } from '../../test/compat/scratch-repository.fixture.ts';
import { compareConfiguration } from './compare-configuration.ts';
import { compareFieldTables } from './compare-field-tables.ts';

const key = 'boost.acme.field';

function tableOf(schema: z.ZodType): FieldTable {
  return createFieldTable(
    defineConfigFields({
      owner: '@acme/test',
      version: 1,
      fields: {
        [key]: {
          schema: schema.optional(),
          configScope: 'yaml-only',
          description: 'A field.',
          visibility: 'backend',
          since: 1,
        },
      },
    }),
  );
}

const changesOf = (before: z.ZodType, after: z.ZodType) =>
  compareFieldTables(tableOf(before), tableOf(after)).map(
    ({ kind, rule, description }) => `${kind} ${rule}: ${description}`,
  );

const size = z.object({ a: z.string() });

describe('D15: what the tables cannot prove', () => {
  it.each<[z.ZodType, z.ZodType, string]>([
    [
      z.string().regex(/^a.c$/s),
      z.string().regex(/^a.c$/),
      'is checked differently (string_format regex)',
    ],
    [z.string(), z.string().pipe(z.email()), 'is checked differently (string_format email)'],
    [
      z.array(z.url()),
      z.array(z.url({ hostname: /a/ })),
      '[]: is checked differently (string_format url)',
    ],
    [
      z.union([z.string(), z.number()]),
      z.union([z.number(), z.string()]),
      'has other options, or in another order',
    ],
    [z.number(), z.union([z.boolean(), z.number()]), 'was number, is boolean'],
  ])(
    'is potentially breaking and named, %# [configuration-compatibility/Unproven change is potentially breaking]',
    async (before, after, description) => {
      const cwd = scratchFolder({ 'old.json': tableOf(before), 'new.json': tableOf(after) });
      const report = await compareConfiguration({ against: 'old.json', current: 'new.json', cwd });
      expect(report.exitCode).toBe(1);
      expect(report.changes).toContainEqual({
        key,
        kind: 'potentially-breaking',
        rule: 'definition-changed',
        description: expect.stringContaining(description),
      });
      expect(report.changes.filter(({ kind }) => kind === 'breaking')).toEqual([]);
    },
  );

  it('is accepted by the option --accept [configuration-compatibility/Accepted change does not fail]', async () => {
    const before = z.string().regex(/^a.c$/s);
    const files = {
      'old.json': tableOf(before),
      'new.json': tableOf(z.string().regex(/^a.c$/)),
      'short.json': tableOf(before.max(3)),
    };
    const cwd = scratchFolder(files);
    const compat = (...args: string[]) =>
      run(['compat', '--against', 'old.json', ...args], { cwd });
    const refused = await compat('--current', 'new.json');
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stdout).toContain(`potentially breaking ${key} is checked differently`);
    expect(refused.stdout).toContain('Version step: minor before 1.0, major from 1.0 on.');
    const taken = await compat('--current', 'new.json', '--accept', key);
    expect(taken).toMatchObject({ exitCode: 0 });
    expect(taken.stdout).toContain('Version step: patch before 1.0, minor from 1.0 on.');
    expect(await compat('--current', 'new.json', '--accept', 'boost.other')).toMatchObject({
      exitCode: 1,
    });
    expect(await compat('--current', 'short.json', '--accept', key)).toMatchObject({ exitCode: 1 });
  });
});

describe('D15: a table of an earlier release, without definitions', () => {
  it('is compared by its schemas [configuration-compatibility/Table without definitions is compared by its schemas]', () => {
    const text = { type: 'string', maxLength: 5 };
    const definition = { kind: 'string', checks: [{ check: 'overwrite' }] };
    const changes = compareFieldTables(
      table({ 'boost.a': field({ schema: { type: 'string' } }) }),
      table({ 'boost.a': field({ schema: text, definition }) }),
    );
    expect(changes).toMatchObject([{ rule: 'bound-tightened' }]);
    const same = field({ schema: text });
    expect(
      compareFieldTables(table({ 'boost.a': same }), table({ 'boost.a': { ...same, definition } })),
    ).toEqual([]);
  });
});

describe('D15: a value that is read as another one', () => {
  it.each<[z.ZodType, z.ZodType, string]>([
    [
      z.boolean(),
      z.union([z.boolean(), z.string()]),
      'breaking conversion-changed: reads text as it is, no longer as a boolean',
    ],
    [
      z.coerce.boolean(),
      z.boolean(),
      'breaking conversion-changed: no longer makes boolean of other values',
    ],
    [size.extend({ b: z.string().optional() }), size, 'breaking property-removed: .b: was removed'],
    [
      size.catchall(z.string()),
      size,
      'breaking section-closed: accepts only the listed properties',
    ],
  ])('is breaking, %#', (before, after, change) => {
    expect(changesOf(before, after)).toContain(change);
  });
});

describe('D15: what the definitions prove', () => {
  it.each<[name: string, before: z.ZodType, after: z.ZodType]>([
    ['a property that is added', size, size.extend({ b: z.string().optional() })],
    ['names that are kept', size, z.looseObject({ a: z.string() })],
    [
      'text beside a boolean that no boolean is written as',
      z.boolean(),
      z.union([z.boolean(), z.literal('auto')]),
    ],
    [
      'options of another order, all read as they are',
      z.union([z.email(), z.uuid()]),
      z.union([z.uuid(), z.email()]),
    ],
    ['a pipe that ends earlier', z.string().pipe(z.email()), z.string()],
    ['a looser bound', z.int().min(2).max(4), z.int().min(1)],
    ['more ways to write a time', z.iso.datetime(), z.iso.datetime({ offset: true, local: true })],
    [
      'an option with another tag',
      z.discriminatedUnion('a', [z.object({ a: z.literal('b') })]),
      z.discriminatedUnion('a', [z.object({ a: z.literal('c') }), z.object({ a: z.literal('b') })]),
    ],
    ['a tuple that becomes a list', z.tuple([z.string()]), z.array(z.string())],
  ])('is compatible: %s', (_, before, after) => {
    expect(changesOf(before, after).filter(change => !change.startsWith('compatible'))).toEqual([]);
  });
});

it('D15: a field that no longer contains the version of its section is breaking', () => {
  const fields = { 'boost.version': field({ scope: 'db-only' }) };
  const before = table(fields, { versionKeys: ['boost.version'] });
  expect(compareFieldTables(before, table(fields))).toMatchObject([
    { rule: 'version-key-changed', kind: 'breaking' },
  ]);
  expect(compareFieldTables(table(fields), before)).toEqual([]);
});
