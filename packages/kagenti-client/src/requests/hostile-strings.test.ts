import { matchOperation, type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { hostileStrings } from '../../test/fixtures/hostile-strings.fixture.ts';
import { frames } from '../../test/fixtures/scripted-server.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import {
  type ContractOperation,
  contractOperations,
  keyOf,
} from '../../test/parity/contract.fixture.ts';
import { fillRequest } from '../../test/parity/contract-values.fixture.ts';
import { RequestServer } from '../../test/requests/request-server.fixture.ts';
import { operationDescriptors } from '../api/generated/operation-descriptors.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import type { BoundKagentiClient } from '../kagenti-client.ts';

const numRuns = propertyRuns(1_000);
const server = new RequestServer();
let api: BoundKagentiClient;
/** What came of each call of a test. */
const outcomes: ('sent' | 'refused')[] = [];

beforeAll(() => {
  api = server.api();
});
beforeEach(() => {
  outcomes.length = 0;
  const answer = server.script;
  server.script = (response, request, index) => {
    if (!request.path.endsWith('/stream')) return answer(response, request, index);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(frames({ done: true }));
  };
});

/** Parameters of an operation that are text in its path or its query. */
function textsOf({
  parameters,
}: ContractOperation): readonly ContractOperation['parameters'][number][] {
  return parameters.filter(
    ({ in: part, schema }) =>
      part === 'path' || (part === 'query' && JSON.stringify(schema).includes('"string"')),
  );
}

const rows = contractOperations
  .filter(operation => textsOf(operation).length > 0)
  .map(operation => [operation.name, operation] as const);

/** What the server should see of a request, whose path it may decode before or after it splits it. */
function wrongWith(
  name: OperationName,
  given: Readonly<Record<string, unknown>>,
  requests: readonly { readonly method: string; readonly path: string }[],
): string[] {
  const [request, ...others] = requests;
  if (request === undefined || others.length > 0) return ['not sent once'];
  const { path: template } = operationByName(name);
  const [path = '', query = ''] = request.path.split(/\?(.*)/s);
  const match = matchOperation(request.method, path);
  const seen = { ...match?.parameters, ...Object.fromEntries(new URLSearchParams(query)) };
  const isOther = Object.entries(seen).some(
    ([key, value]) => value !== String(given[keyOf(name, key)]),
  );
  const isSplit =
    !template.includes('{file_path}') &&
    decodeURIComponent(path).split('/').length !== template.split('/').length;
  return [
    ...(match?.operation.operation === name ? [] : ['another operation']),
    ...(/^[!-~]+$/.test(request.path) ? [] : ['raw characters']),
    ...(new URL(path, server.origin).pathname === path ? [] : ['a path that URLs fold']),
    ...(isOther ? ['another value'] : []),
    ...(isSplit ? ['another number of segments'] : []),
  ];
}

/** Calls an operation with a string in one place, and tells what is wrong with what came of it. */
async function callWith(
  operation: ContractOperation,
  parameter: string,
  text: string,
): Promise<string[]> {
  const { name } = operation;
  const { given } = fillRequest(
    operation,
    {
      namespace: { sent: 'team1', given: 'team1' },
      [parameter]: { sent: '', given: text },
    },
    ({ required, name: other, schema }) =>
      !required && other !== parameter && !(other === 'namespace' && schema.default === ''),
  );
  server.requests.length = 0;
  server.skills = operationDescriptors[name].mustBeListed && [given.name];
  const error = await callMethod(api, name, given).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  outcomes.push(error === undefined ? 'sent' : 'refused');
  const place = `${name} ${parameter} ${JSON.stringify(text)}`;
  if (error === undefined) {
    return wrongWith(name, given, server.requests).map(wrong => `${place}: ${wrong}`);
  }
  const isRefused = error instanceof KagentiError && error.code === 'invalid_parameter';
  const isRepeated = text.length > 3 && error instanceof Error && error.message.includes(text);
  return [
    ...(isRefused && server.requests.length === 0 ? [] : [`${place}: failed in another way`]),
    ...(isRepeated ? [`${place}: repeated in the error`] : []),
  ];
}

test.each(rows)(
  '%s with hostile text in each place of its path and query [kagenti-api/Hostile parameter stays in its place]',
  async (_name, operation) => {
    const wrong: string[] = [];
    for (const { name } of textsOf(operation)) {
      for (const text of hostileStrings) wrong.push(...(await callWith(operation, name, text)));
    }

    expect(wrong).toEqual([]);
    // What only refuses, or only sends, was not tried.
    expect(new Set(outcomes)).toEqual(new Set(['sent', 'refused']));
  },
  60_000,
);

test('any text in any place of any operation [kagenti-api/Hostile parameter stays in its place]', async () => {
  const places = rows.flatMap(([, operation]) =>
    textsOf(operation).map(({ name }) => ({ operation, name })),
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom(...hostileStrings, 'a'), { maxLength: 4 })
      .map(parts => parts.join('')),
  );

  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), anyText, async ({ operation, name }, text) => {
      expect(await callWith(operation, name, text)).toEqual([]);
    }),
    { numRuns },
  );
}, 60_000);
