import { describe, expect, test } from 'vitest';
import { compareContracts } from './compare-contracts.ts';
import { contractOf, type OperationWish, object } from './contract.fixture.ts';
import type { Contract, ContractOperation, Parameter, Schema } from './openapi.ts';

type Kind = 'breaking' | 'compatible';

const text: Schema = { type: 'string' };
const orNull: Schema = { anyOf: [text, { type: 'null' }] };
const choiceOf = (...values: string[]): Schema => ({ type: 'string', enum: values });
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const mapOf = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });

const closed: Schema = { type: 'object', additionalProperties: false };
/** The ways to say that an object may have any other field. */
const open: readonly Schema[] = [
  { type: 'object' },
  { type: 'object', additionalProperties: true },
  { type: 'object', additionalProperties: {} },
];

/** Schemas of which one holds itself. */
const nodeOf = (leaf: Schema): Readonly<Record<string, Schema>> => ({
  Node: object({ leaf, children: listOf({ $ref: '#/components/schemas/Node' }) }),
});
const rules = (wish: Partial<ContractOperation>): OperationWish => ({ rules: wish });
const contractAt = (...paths: string[]): Contract => ({
  ...contractOf({}),
  paths: Object.fromEntries(paths.map(path => [path, { get: { responses: {} } }])),
});

function changesOf(before: OperationWish, after: OperationWish): string[] {
  return compareContracts(contractOf(before), contractOf(after)).map(
    ({ kind, place, rule }) => `${kind}: ${place} ${rule}`,
  );
}

describe('a schema changes', () => {
  const b = 'breaking';
  const c = 'compatible';
  test.each<[string, Schema, Schema, place: string, rule: string, sent: Kind, given: Kind]>([
    ['a field is new and required', object({}), object({ 'a!': text }), '.a', 'field-added', b, c],
    ['a field is new', object({}), object({ a: text }), '.a', 'field-added', c, c],
    ['a field is gone', object({ a: text }), object({}), '.a', 'field-removed', b, b],
    ['a field is required', object({ a: text }), object({ 'a!': text }), '.a', 'required', b, c],
    ['a field may miss', object({ 'a!': text }), object({ a: text }), '.a', 'optional', c, b],
    ['another type', text, { type: 'integer' }, '', 'type', b, b],
    ['any type', text, {}, '', 'type', c, b],
    ['one of two types', text, { type: ['string', 'integer'] }, '', 'type', b, b],
    ['null as well', text, orNull, '', 'null-added', c, b],
    ['null no more', orNull, text, '', 'null-removed', b, c],
    ['a value more', choiceOf('a'), choiceOf('a', 'b'), '', 'value-added', c, b],
    ['a value less', choiceOf('a', 'b'), choiceOf('a'), '', 'value-removed', b, c],
    ['a list of values', text, choiceOf('a'), '', 'values-bounded', b, c],
    ['any value', choiceOf('a'), text, '', 'values-open', c, b],
    ['a bound more', text, { ...text, maxLength: 63 }, '', 'bound', b, c],
    ['a bound less', { ...text, maxLength: 63 }, text, '', 'bound', c, c],
    [
      'an item',
      listOf(object({ 'a!': text })),
      listOf(object({ a: text })),
      '[].a',
      'optional',
      c,
      b,
    ],
    ['a value of a map', mapOf(text), mapOf({ type: 'integer' }), '.*', 'type', b, b],
    ['any value of a map', mapOf(text), { type: 'object' }, '.*', 'type', c, b],
    ['no other fields', { type: 'object' }, closed, '', 'other-fields', b, b],
  ])('%s', (_change, before, after, place, rule, sent, given) => {
    expect(changesOf({ sent: before }, { sent: after })).toEqual([`${sent}: body${place} ${rule}`]);
    expect(changesOf({ given: before }, { given: after })).toEqual([
      `${given}: answer${place} ${rule}`,
    ]);
  });

  test.each(open.flatMap(before => open.map(after => ({ before, after }))))(
    '$before.additionalProperties to $after.additionalProperties',
    ({ before, after }) => {
      expect(changesOf({ sent: before }, { sent: after })).toEqual([]);
      expect(changesOf({ given: before }, { given: after })).toEqual([]);
    },
  );

  test('a default counts where we may leave the value out', () => {
    const after = { ...text, default: 'kind' };
    expect(changesOf({ sent: text }, { sent: after })).toEqual(['breaking: body default']);
    expect(changesOf({ given: text }, { given: after })).toEqual([]);
  });

  test('behind a reference, and in a schema that holds itself', () => {
    const given = { $ref: '#/components/schemas/Node' };
    expect(
      changesOf({ given, schemas: nodeOf(text) }, { given, schemas: nodeOf({ type: 'integer' }) }),
    ).toEqual(['breaking: answer.leaf type']);
  });
});

describe('an operation changes', () => {
  test.each<[string, Partial<ContractOperation>, Partial<ContractOperation>, string]>([
    [
      'it needs more',
      { 'x-required-role': 'viewer' },
      { 'x-required-role': 'operator' },
      'breaking:  role',
    ],
    [
      'it needs less',
      { 'x-required-role': 'operator' },
      { 'x-required-role': null },
      'compatible:  role',
    ],
    ['it needs a role that nobody knows', {}, { 'x-required-role': 'owner' }, 'breaking:  role'],
    ['it goes behind a flag', {}, { 'x-feature-flag': 'skills' }, 'breaking:  feature-flag'],
    [
      'it comes from behind a flag',
      { 'x-feature-flag': 'skills' },
      {},
      'compatible:  feature-flag',
    ],
    ['it is deprecated', {}, { deprecated: true }, 'compatible:  deprecated'],
    [
      'its status',
      {},
      { responses: { '201': { content: { 'application/json': { schema: {} } } } } },
      'breaking: answer status',
    ],
  ])('%s', (_change, before, after, expected) => {
    expect(changesOf(rules(before), rules(after))).toEqual([expected]);
  });

  const namespace: Parameter = { name: 'namespace', in: 'query', schema: text };
  test.each<[string, Parameter[], Parameter[], string[]]>([
    ['one more', [], [namespace], ['compatible: query.namespace field-added']],
    [
      'a required one',
      [],
      [{ ...namespace, required: true }],
      ['breaking: query.namespace field-added'],
    ],
    ['one less', [namespace], [], ['breaking: query.namespace field-removed']],
    [
      'one required',
      [namespace],
      [{ ...namespace, required: true }],
      ['breaking: query.namespace required'],
    ],
    [
      'one optional',
      [{ ...namespace, required: true }],
      [namespace],
      ['compatible: query.namespace optional'],
    ],
    [
      'one of another type',
      [namespace],
      [{ ...namespace, schema: { type: 'boolean' } }],
      ['breaking: query.namespace type'],
    ],
    [
      'one of the path renamed',
      [{ name: 'ns', in: 'path', required: true }],
      [{ name: 'namespace', in: 'path', required: true }],
      [],
    ],
  ])('its parameters: %s', (_change, before, after, expected) => {
    expect(changesOf(rules({ parameters: before }), rules({ parameters: after }))).toEqual(
      expected,
    );
  });

  test('its body comes, goes, and changes its media type', () => {
    const body = { content: { 'application/json': { schema: text } } };
    const form = { content: { 'multipart/form-data': { schema: text } } };
    const none: OperationWish = {};
    const given = rules({ requestBody: body });
    expect(changesOf(none, given)).toEqual(['compatible: body field-added']);
    expect(changesOf(none, rules({ requestBody: { ...body, required: true } }))).toEqual([
      'breaking: body field-added',
    ]);
    expect(changesOf(given, none)).toEqual(['breaking: body field-removed']);
    expect(changesOf(given, rules({ requestBody: form }))).toEqual([
      'breaking: body media-type-removed',
      'compatible: body media-type-added',
    ]);
  });

  test('it comes and goes; the names of path parameters do not tell two apart', () => {
    expect(compareContracts(contractAt('/a/{ns}'), contractAt('/a/{namespace}', '/b'))).toEqual([
      {
        kind: 'compatible',
        operation: 'GET /b',
        place: '',
        rule: 'operation-added',
        description: 'is new',
      },
    ]);
    expect(compareContracts(contractAt('/a', '/b'), contractAt('/a'))).toEqual([
      {
        kind: 'breaking',
        operation: 'GET /b',
        place: '',
        rule: 'operation-removed',
        description: 'is gone',
      },
    ]);
  });
});
