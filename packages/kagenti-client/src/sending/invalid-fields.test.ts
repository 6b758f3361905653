import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { operationDescriptors } from '../api/generated/operation-descriptors.ts';
import { httpFailure } from './http-failure.ts';
import { invalidFields } from './invalid-fields.ts';
import { TokenRedactor } from './token-redactor.ts';

function placesOf(operation: OperationName | 'request') {
  return operation === 'request' ? {} : operationDescriptors[operation].parameters;
}

/** Places as FastAPI tells them, most of them recorded. */
test.each<[OperationName, readonly (string | number)[], string]>([
  ['agents.create', ['body'], 'body'],
  ['agents.create', ['body', 'workloadType'], 'body.workloadType'],
  ['agents.create', ['body', 'envVars', 0, 'valueFrom'], 'body.envVars.0.valueFrom'],
  ['agents.migration.migrateAll', ['query', 'dry_run'], 'query.dry_run'],
  ['namespaces.list', ['query', 'enabled_only'], 'query.enabled_only'],
  ['agents.get', ['path', 'namespace'], 'path.namespace'],
  ['chat.send', ['body', 'session_id'], 'body.session_id'],
])('%s names %j [kagenti-api/Invalid fields are named without values]', (operation, loc, path) => {
  expect(invalidFields(placesOf(operation), [{ type: 'value_error', loc }])).toEqual([
    { path, code: 'value_error' },
  ]);
});

test.each<[string, OperationName | 'request', readonly unknown[], string]>([
  ['the key of a map', 'skills.create', ['body', 'files', 'hunter2_password'], 'body.files.*'],
  ['a key that nobody knows', 'skills.create', ['body', 'hunter2'], 'body.*'],
  ['what stands in such a key', 'skills.create', ['body', 'hunter2', 'name'], 'body.*.*'],
  ['a text in a list', 'agents.create', ['body', 'envVars', 'hunter2'], 'body.envVars.*'],
  ['a field of another part', 'chat.send', ['query', 'message'], 'query.*'],
  ['a place in a body that is no JSON', 'chat.send', ['body', 13], 'body.*'],
  ['no part of a request', 'chat.send', ['hunter2'], '*'],
  ['what is no step', 'chat.send', ['body', { hunter2: 'hunter2' }, null], 'body.*.*'],
  ['a field of a newer path', 'request', ['body', 'message'], 'body.*'],
])(
  '%s is not shown [kagenti-api/Invalid fields are named without values]',
  (_what, operation, loc, path) => {
    expect(invalidFields(placesOf(operation), [{ type: 'string_type', loc }])).toEqual([
      { path, code: 'string_type' },
    ]);
  },
);

test.each<[readonly string[], string]>([
  [['body', 'tenant'], 'body.tenant'],
  [['body', 'files', 'hunter2', 'content'], 'body.files.*.content'],
  [['body', 'no word'], 'body.*'],
  [[], ''],
])(
  'what is missing at %j is named, though the contract does not have it [kagenti-api/Invalid fields are named without values]',
  (loc, path) => {
    expect(invalidFields(placesOf('skills.create'), [{ type: 'missing', loc }])).toEqual([
      { path, code: 'missing' },
    ]);
  },
);

test('the error has the answer for who asks, and prints no key [kagenti-api/Invalid fields are named without values]', () => {
  const loc = ['body', 'files', 'hunter2_password'];
  const body = JSON.stringify({ detail: [{ type: 'string_type', loc, msg: '', input: 7 }] });

  const error = httpFailure(
    {
      operation: operationByName('skills.create'),
      descriptor: operationDescriptors['skills.create'],
    },
    { status: 422, headers: {}, body },
    [],
    new TokenRedactor(),
  );

  expect(error.message).toContain('body.files.* (string_type)');
  expect(JSON.stringify([error, Object.entries(error)])).not.toContain('hunter2');
  expect(error.raw.body).toContain('hunter2_password');
});
