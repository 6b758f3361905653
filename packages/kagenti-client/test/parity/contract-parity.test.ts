import { operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import type { AgentCard } from '../../src/api/generated/chat-types.ts';
import { operationDescriptors } from '../../src/api/generated/operation-descriptors.ts';
import type { BoundKagentiClient } from '../../src/kagenti-client.ts';
import {
  describeOperation,
  type OperationDescriptor,
} from '../../src/operations/operation-descriptor.ts';
import {
  inBody,
  inPath,
  inQuery,
  type PlacesData,
  type PlacesOf,
} from '../../src/operations/parameter-place.ts';
import { fields, flag, list, object, optional, required, text } from '../../src/shapes/shape.ts';
import { jane, testClient } from '../fixtures/test-client.fixture.ts';
import { compareAnswer, compareParameters } from './compare-with-contract.fixture.ts';
import { type ContractOperation, contractOperations } from './contract.fixture.ts';

/** Names of the functions in a tree of objects. */
function methodsIn(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    if (typeof value === 'function') return [prefix + key];
    return typeof value === 'object' && value !== null ? methodsIn(value, `${prefix}${key}.`) : [];
  });
}

const byName = contractOperations.map(operation => [operation.name, operation] as const);

/** One operation of the contract. */
function inContract(name: string): ContractOperation {
  const operation = contractOperations.find(candidate => candidate.name === name);
  if (operation === undefined) throw new Error(`The contract has no ${name}.`);
  return operation;
}

test('methods and operations are the same [kagenti-api/Every operation has its method]', () => {
  const api = testClient('http://127.0.0.1:1').asUser(jane);
  // What is made of many calls is no operation.
  const methods = methodsIn(api).filter(name => !/(?:^request|\.listAll|\.waitFor\w*)$/.test(name));
  const names: readonly string[] = operations.map(row => row.operation);

  expect(
    names.filter(name => !methods.includes(name)),
    'operations without a method: add it to packages/kagenti-client/src/kagenti-client.ts or to the group that contains it',
  ).toEqual([]);
  expect(methods.filter(name => !names.includes(name))).toEqual([]);
  expect(contractOperations.map(operation => operation.name)).toEqual(names);
});

test.each(byName)(
  '%s takes what the contract has [kagenti-api/Compiler rejects a wrong call]',
  (name, contract) => {
    // The client's default agent may replace one that a chat call does not name.
    const byDefaultAgent = ['namespace', 'name'].map(key => `${key} is required: false`);
    // As everywhere else, an agent has a namespace and a name.
    const ofAgent = ['name should be agent'];

    expect(compareParameters(operationDescriptors[name], contract)).toEqual(
      name.startsWith('chat.') ? byDefaultAgent : name.startsWith('dreams.') ? ofAgent : [],
    );
  },
);

test.each(byName)('%s takes the default namespace of the contract', (name, { parameters }) => {
  const namespace = parameters.find(parameter => parameter.name === 'namespace');

  // An empty default is none: the server answers 400 to it.
  expect(operationDescriptors[name].defaultNamespace ?? '').toBe(namespace?.schema.default ?? '');
});

/** Fields that the contract requires and the backend of July 2026, which is supported too, does not send. */
const newerFields = [
  'auth.config answer.version is required: false',
  'config.features answer.contextService is required: false',
  'config.features answer.dreaming is required: false',
  'config.dashboards answer.dataGovernance is required: false',
];

/** A stream, and an answer that has no content whatever the contract says. */
const withoutData: ReadonlySet<string> = new Set(['chat.stream', 'contexts.delete']);

test('answers look as the contract has them [kagenti-api/Compiler rejects a wrong call]', () => {
  const problems = contractOperations
    .filter(({ name }) => !withoutData.has(name))
    .flatMap(contract =>
      compareAnswer(operationDescriptors[contract.name], contract).problems.map(
        problem => `${contract.name} ${problem}`,
      ),
    );

  expect(problems.toSorted()).toEqual(newerFields.toSorted());
});

test('a list is known by a key that the answer must have', () => {
  const lists = Object.values(operationDescriptors).flatMap(({ answer: { shape, listKey } }) =>
    shape?.kind === 'fields' && listKey !== undefined ? [shape.fields[listKey]] : [],
  );

  expect(lists.length).toBeGreaterThan(1);
  for (const field of lists)
    expect(field).toMatchObject({ required: true, shape: { kind: 'list' } });
});

const faults: readonly [string, PlacesData, string][] = [
  ['a forgotten one', { namespace: inPath(required(text)) }, 'name is missing'],
  [
    'a misspelt one',
    { namespace: inPath(required(text)), nmae: inPath(required(text)) },
    'nmae is too many',
  ],
  [
    'one in another place',
    { namespace: inPath(required(text)), name: inQuery(required(text)) },
    'name is in query, not in path',
  ],
  [
    'an optional one',
    { namespace: inPath(required(text)), name: { ...inPath(required(text)), required: false } },
    'name is required: false',
  ],
  [
    'one of another kind',
    { namespace: inPath(required(text)), name: { ...inPath(required(text)), shape: flag } },
    'name is flag, in the contract string',
  ],
];

test.each(faults)('%s is found by the comparison', (_what, parameters, problem) => {
  const planted = { ...operationDescriptors['agents.get'], parameters };

  expect(compareParameters(planted, inContract('agents.get'))).toContain(problem);
});

test('what is new in the contract, or gone from it, is found', () => {
  const contract = inContract('agents.create');
  const [first, ...others] = contract.parameters;
  const gpuCount = { in: 'body', name: 'gpu_count', required: false, schema: {} } as const;
  const newer = { ...contract, parameters: [...others, gpuCount] };

  expect(compareParameters(operationDescriptors['agents.create'], newer)).toEqual([
    'gpu_count is missing',
    `${first?.name} is too many`,
  ]);
});

test('an answer that changed is found, nested too', () => {
  const { shape } = operationDescriptors['chat.agentCard'].answer;
  const changed = {
    ...inContract('chat.agentCard'),
    answer: {
      type: 'object',
      required: ['name', 'version'],
      properties: {
        name: { type: 'integer' },
        version: { type: 'string' },
        url: { type: 'string' },
        streaming: { type: 'boolean' },
        skills: { type: 'array', items: { type: 'string' } },
        icon: { type: 'string' },
      },
    },
  };

  expect(shape?.kind).toBe('fields');
  expect(compareAnswer(operationDescriptors['chat.agentCard'], changed).problems).toEqual([
    'answer.name is text, in the contract integer',
    'answer.url is required: true',
    'answer.skills.0 is object, in the contract string',
    'answer.icon is missing',
    'answer.description is too many',
  ]);
});

test('the compiler finds what an interface has and a descriptor has not [kagenti-api/Compiler rejects a wrong call]', () => {
  interface Parameters {
    readonly namespace: string;
    readonly dryRun?: boolean;
  }
  interface Answer {
    readonly ok: boolean;
  }
  const answer = { shape: fields<Answer>({ ok: required(flag) }) };
  const namespace = inPath(required(text));
  const dryRun = inQuery(optional(flag));

  const describe = (parameters: PlacesOf<Parameters>): OperationDescriptor<Parameters, Answer> =>
    describeOperation<Parameters, Answer>({ parameters, answer });
  const wrong = [
    // @ts-expect-error -- forgotten
    describe({ namespace }),
    // @ts-expect-error -- misspelt
    describe({ namespace, dryrun: dryRun }),
    // @ts-expect-error -- one too many
    describe({ namespace, dryRun, all: dryRun }),
    // @ts-expect-error -- required, though the interface lets it be missing
    describe({ namespace, dryRun: inQuery(required(flag)) }),
    // @ts-expect-error -- optional, though the interface wants it
    describe({ namespace: inBody(optional(text)), dryRun }),
    // @ts-expect-error -- of another kind
    describe({ namespace, dryRun: inQuery(optional(text)) }),
  ];
  const { description: _description, ...less } = card;
  const answers = [
    fields<AgentCard>(card),
    // @ts-expect-error -- an optional key of the interface is forgotten
    fields<AgentCard>(less),
    // @ts-expect-error -- an optional key is required
    fields<AgentCard>({ ...card, description: required(text) }),
    // @ts-expect-error -- a required key is optional
    fields<AgentCard>({ ...card, url: optional(text) }),
  ];

  expect(describe({ namespace, dryRun }).parameters).toEqual({ namespace, dryRun });
  expect([wrong.length, answers.length]).toEqual([6, 4]);
});

const card = {
  name: required(text),
  version: required(text),
  url: required(text),
  description: optional(text),
  streaming: optional(flag),
  skills: optional(list(object)),
};

/** Never run: the compiler alone judges these. */
function wrongCalls(api: BoundKagentiClient): unknown[] {
  return [
    // @ts-expect-error -- name is missing
    api.agents.get({ namespace: 'team1' }),
    // @ts-expect-error -- misspelt
    api.namespaces.list({ enabled_only: true }),
    // @ts-expect-error -- none of the choices
    api.builds.list({ namespace: 'team1', for: 'skills' }),
    // @ts-expect-error -- takes no parameters
    api.config.features({ admin: true }),
  ];
}

test('the compiler finds a wrong call [kagenti-api/Compiler rejects a wrong call]', () => {
  expect(wrongCalls).toBeTypeOf('function');
});
