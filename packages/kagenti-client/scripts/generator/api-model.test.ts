import { expect, test } from 'vitest';
import { overlays } from '../overlay/index.ts';
import {
  always,
  type GroupOverlay,
  integer,
  list,
  sometimes,
  text,
  type,
} from '../overlay/overlay.ts';
import { apiModel } from './api-model.ts';
import { type Contract, readContract, type Schema } from './contract.ts';

const place = ['namespace', 'name'].map(name => {
  return { in: 'path', name, required: true, schema: { type: 'string' } } as const;
});
const widget: Schema = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, size: { type: 'integer' }, parts: { type: 'object' } },
};

/** A contract with `agents.get` alone, which answers a Widget. */
function contractWith(
  answer: Schema = { $ref: '#/components/schemas/Widget' },
  schemas: Readonly<Record<string, Schema>> = { Widget: widget },
): Contract {
  const responses = { 200: { content: { 'application/json': { schema: answer } } } };
  const path = '/api/v1/agents/{namespace}/{name}';
  return { paths: { [path]: { get: { parameters: place, responses } } }, components: { schemas } };
}

const WidgetType = {
  about: 'A widget.',
  of: ['Widget'],
  fields: { size: 'Its size.', parts: 'Its parts.' },
};
const get = { about: 'Returns a widget.', parameters: 'WidgetParameters' };
const agents = {
  api: { name: 'WidgetsApi', about: 'Widgets.' },
  operations: { 'agents.get': get },
  types: {
    WidgetParameters: { about: 'One widget.', names: { name: 'agent' } },
    Widget: WidgetType,
  },
} satisfies GroupOverlay;

function problemsOf(contract: Contract, overlay: GroupOverlay): readonly string[] {
  return apiModel(contract, { agents: overlay }).problems;
}

const file = 'packages/kagenti-client/scripts/overlay/agents.ts';
const { types } = agents;

test('nothing is missing in the overlay of today', () => {
  expect(apiModel(readContract(), overlays).problems).toEqual([]);
  expect(problemsOf(contractWith(), agents)).toEqual([]);
});

test('a new field of the contract wants documentation', () => {
  const properties = { ...widget.properties, colour: { type: 'string' } };
  const contract = contractWith(undefined, { Widget: { ...widget, properties } });

  expect(problemsOf(contract, agents)).toEqual([
    `${file}: Widget.colour has no documentation: add types.Widget.fields.colour.`,
  ]);
});

test('empty documentation is none', () => {
  const fields = { ...WidgetType.fields, size: '' };

  expect(
    problemsOf(contractWith(), {
      ...agents,
      types: { ...types, Widget: { ...WidgetType, fields } },
    }),
  ).toEqual([`${file}: Widget.size has no documentation: add types.Widget.fields.size.`]);
});

test('what only a person can say of an operation is asked for', () => {
  expect(problemsOf(contractWith({}), {})).toEqual([
    `${file}: agents.get takes parameters: name their type (operations['agents.get'].parameters).`,
    `${file}: the contract leaves the answer of agents.get open: name its type (operations['agents.get'].answer).`,
    `${file}: agents.get has no documentation: add operations['agents.get'].about.`,
    `${file}: agents has no interface: name and document it (api).`,
  ]);
  expect(
    problemsOf(contractWith(), { ...agents, types: { WidgetParameters: types.WidgetParameters } }),
  ).toEqual([`${file}: the schema Widget has no type: name one (types.NAME.of: ['Widget']).`]);
});

test('a name wants a rule', () => {
  const WidgetParameters = { about: 'One widget.' };

  expect(problemsOf(contractWith(), { ...agents, types: { ...types, WidgetParameters } })).toEqual([
    `${file}: WidgetParameters.name names something: say by which rule of src/operations/names.ts (types.WidgetParameters.names.name).`,
  ]);
});

test.each<[string, GroupOverlay, string]>([
  [
    'an answer that the contract has',
    {
      ...agents,
      operations: { 'agents.get': { ...get, answer: 'Widget' } },
    },
    'the contract says what agents.get answers, Widget: take out its answer.',
  ],
  [
    'the shape of a field that the contract has',
    {
      ...agents,
      types: {
        ...types,
        Widget: { ...WidgetType, fields: { ...WidgetType.fields, size: sometimes(text, 'x') } },
      },
    },
    'the contract says how Widget.size looks: take out its shape.',
  ],
  [
    'a field that is gone',
    {
      ...agents,
      types: { ...types, Widget: { ...WidgetType, fields: { ...WidgetType.fields, old: 'x' } } },
    },
    "the contract's Widget has no old: take out its documentation.",
  ],
  [
    'a type that nothing uses',
    { ...agents, types: { ...types, Gone: { about: 'x', fields: { a: sometimes(text, 'x') } } } },
    'nothing uses Gone: take it out.',
  ],
  [
    'an operation that is gone',
    { ...agents, operations: { ...agents.operations, 'agents.list': {} } },
    'agents.list is no operation of the contract and its table: take it out.',
  ],
])('%s is reported', (_what, overlay, problem) => {
  expect(problemsOf(contractWith(), overlay)).toEqual([`${file}: ${problem}`]);
});

test('a type that extends another must have its fields', () => {
  const Base = { about: 'x', fields: { name: always(integer, 'x') } };
  const extended = { ...types, Base, Widget: { ...WidgetType, extends: 'Base' } };

  expect(problemsOf(contractWith(), { ...agents, types: extended })).toEqual([
    `${file}: Widget has another name than Base: take out types.Widget.extends.`,
  ]);
});

test('two schemas of one type must look the same', () => {
  const both = { ...types, Widget: { ...WidgetType, of: ['Widget', 'Gadget'] } };
  const contract = (gadget: Schema): Contract =>
    contractWith(undefined, { Widget: widget, Gadget: gadget });

  expect(problemsOf(contract(widget), { ...agents, types: both })).toEqual([]);
  expect(
    problemsOf(contract({ ...widget, required: ['name', 'size'] }), { ...agents, types: both }),
  ).toEqual([`${file}: not all that Widget stands for look the same: name another type.`]);
});

test('what the contract leaves open the overlay fills in', () => {
  const parts = { shape: list(type('Part')), about: 'Its parts.' };
  const properties = { ...widget.properties, parts: { type: 'array', items: { type: 'object' } } };
  const Part = { about: 'A part.', fields: { label: sometimes(text, 'Its label.') } };
  const model = apiModel(contractWith(undefined, { Widget: { ...widget, properties } }), {
    agents: {
      ...agents,
      types: {
        ...types,
        Part,
        Widget: { ...WidgetType, fields: { ...WidgetType.fields, parts } },
      },
    },
  });

  expect(model.problems).toEqual([]);
  expect(model.types.get('Widget')?.fields.at(-1)?.shape).toEqual(parts.shape);
});
