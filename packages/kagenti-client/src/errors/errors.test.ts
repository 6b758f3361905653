import { inspect } from 'node:util';
import { operationByName } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { json, reset, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { contractIssues } from '../answers/answer.ts';
import { operationDescriptors } from '../api/generated/operation-descriptors.ts';
import { connectionFailure } from '../sending/connection-failure.ts';
import { httpFailure } from '../sending/http-failure.ts';
import { TokenRedactor } from '../sending/token-redactor.ts';
import { flag, map } from '../shapes/shape.ts';
import { KagentiAbortError } from './abort-error.ts';
import { KagentiConnectionError } from './connection-error.ts';
import { KagentiContractError } from './contract-error.ts';
import { KagentiHttpError } from './http-error.ts';
import { KagentiError } from './kagenti-error.ts';
import { KagentiPermissionError } from './permission-error.ts';
import { KagentiSessionError } from './session-error.ts';
import { KagentiStreamError } from './stream-error.ts';
import { KagentiTimeoutError } from './timeout-error.ts';
import { KagentiWorkError } from './work-error.ts';

const attempts = [{ requestId: 'r-1', status: 503, delayMs: 0, durationMs: 1 }];
const send = operationByName('chat.send');
const list = operationByName('agents.list');

function failure(status: number, body: unknown, operation = list): KagentiHttpError {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return httpFailure(
    { operation, descriptor: operationDescriptors[operation.operation] },
    { status, headers: { 'x-trace': 'hunter2' }, body: text },
    attempts,
    new TokenRedactor(),
  );
}

const secret = 'hunter2';
/** A key that a user chose: text, and what would colour a terminal or begin a line of a log. */
const hostileKey = `${secret}\u001B[31m\nERROR all is lost`;
const secretCause = Object.assign(new Error(secret), { code: 'rejected', token: secret });

/** An error that says of itself what it likes. */
function named(name: unknown): Error {
  return Object.defineProperty(new Error(secret), 'name', { value: name });
}

const every: readonly [string, KagentiError][] = [
  [
    'KagentiError',
    new KagentiError('no token', {
      code: 'token',
      operation: 'agents.list',
      attempts,
      cause: secretCause,
    }),
  ],
  [
    'KagentiHttpError',
    failure(422, {
      detail: [
        { type: 'missing', loc: ['body', 'message'], msg: secret, input: secret },
        { type: hostileKey, loc: ['body', 'labels', hostileKey], msg: secret },
        { type: 'string_type', loc: ['body', secret, { [secret]: secret }], msg: secret },
        { [hostileKey]: hostileKey },
      ],
    }),
  ],
  [
    'KagentiConnectionError',
    connectionFailure(
      'agents.list',
      Object.assign(new Error(secret), { code: 'ECONNRESET', data: secret }),
      { requestSent: true },
      attempts,
    ),
  ],
  ['KagentiTimeoutError', new KagentiTimeoutError('idle', 'agents.list', attempts)],
  ['KagentiAbortError', new KagentiAbortError('agents.list', attempts, secretCause)],
  [
    'KagentiStreamError',
    new KagentiStreamError(
      'cut',
      { operation: 'chat.stream', reason: 'agent', text: secret, agentMessage: secret },
      attempts,
    ),
  ],
  [
    'KagentiPermissionError',
    new KagentiPermissionError('agents.delete', 'boost.agent.delete', secretCause),
  ],
  ['KagentiSessionError', new KagentiSessionError('chat.send')],
  [
    'KagentiContractError',
    new KagentiContractError(
      'agents.list',
      contractIssues({ [hostileKey]: 5 }, map(flag)),
      attempts,
    ),
  ],
  [
    'KagentiWorkError',
    new KagentiWorkError(
      'it failed',
      {
        code: 'build_failed',
        operation: 'agents.builds.info',
        reason: `no: ${secret}`,
        detail: secret,
        runName: secret,
      },
      attempts,
    ),
  ],
];

test.each(every)(
  '%s prints an allow-list [kagenti-api/Printed error contains no content]',
  (name, error) => {
    const printed = [
      inspect(error, { depth: 10, showHidden: false }),
      JSON.stringify(error),
      String(error),
      error.stack ?? '',
      JSON.stringify(Object.entries(error)),
    ];

    for (const text of printed) expect(text).not.toMatch(/hunter2|\[31m|all is lost/);
    expect(inspect(error)).toMatch(new RegExp(`^${name}: .*`));
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name,
      code: error.code,
      message: error.message,
    });
  },
);

test('a cause is named and not quoted [kagenti-api/Printed error contains no content]', () => {
  const causes = [secretCause, new TypeError(secret), secret, 7].map(
    cause => new KagentiAbortError('agents.list', [], cause).toJSON()['cause'],
  );

  expect(causes).toEqual(['Error (rejected)', 'TypeError', 'string', 'number']);
});

test.each<[string, Error, string]>([
  ['a sentence', named(`${secret} says\nERROR`), 'Error'],
  ['no text', named(7), 'Error'],
  ['too long', named('E'.repeat(61)), 'Error'],
  ['a word', named('AuthorityError'), 'AuthorityError'],
])(
  'a cause whose name is %s [kagenti-api/Printed error contains no content]',
  (_what, cause, printed) => {
    expect(new KagentiAbortError('agents.list', [], cause).toJSON()['cause']).toBe(printed);
  },
);

test('a cause that throws when it is looked at [kagenti-api/Printed error contains no content]', () => {
  const cause = new Error(secret);
  for (const key of ['name', 'code']) {
    Object.defineProperty(cause, key, {
      get: () => {
        throw new Error(secret);
      },
    });
  }

  const error = new KagentiAbortError('agents.list', [], cause);

  expect(error.toJSON()['cause']).toBe('Error');
  expect(inspect(error)).not.toContain(secret);
  expect(connectionFailure('agents.list', cause, { requestSent: true }, [])).toMatchObject({
    reason: 'Error',
  });
});

test('what is not printed is there for who asks [kagenti-api/Printed error contains no content]', () => {
  const http = failure(404, { detail: "Agent 'x' not found" });
  const broken = every[2]?.[1];
  const stream = every[5]?.[1];

  expect([http.detail, http.raw]).toEqual([
    "Agent 'x' not found",
    { headers: { 'x-trace': secret }, body: '{"detail":"Agent \'x\' not found"}' },
  ]);
  expect(KagentiConnectionError.isInstance(broken) && broken.raw).toBeInstanceOf(Error);
  expect(KagentiStreamError.isInstance(stream) && [stream.text, stream.agentMessage]).toEqual([
    secret,
    secret,
  ]);
});

test.each(every)('%s is recognised, and told apart', (name, error) => {
  const classes = [
    KagentiHttpError,
    KagentiConnectionError,
    KagentiTimeoutError,
    KagentiAbortError,
    KagentiStreamError,
    KagentiPermissionError,
    KagentiSessionError,
    KagentiContractError,
    KagentiWorkError,
  ];
  const matching = classes.filter(one => one.isInstance(error)).map(one => one.name);

  expect(KagentiError.isInstance(error)).toBe(true);
  expect(matching).toEqual(name === 'KagentiError' ? [] : [name]);
});

test('an error of another copy is recognised, another error is not', () => {
  const copy = Object.assign(new Error('x'), {
    [Symbol.for('@rhdh-boost/kagenti-client/error')]: 'KagentiHttpError',
  });

  expect([
    KagentiError.isInstance(copy),
    KagentiHttpError.isInstance(copy),
    KagentiAbortError.isInstance(copy),
  ]).toEqual([true, true, false]);
  expect(
    [new Error('x'), undefined, null, {}, 'x'].some(value => KagentiError.isInstance(value)),
  ).toBe(false);
});

test.each([
  [401, 'same Keycloak realm'],
  [403, 'no role of the account is named'],
  [404, 'no such thing'],
  [409, 'already'],
  [418, 'see detail'],
  [500, 'see detail'],
  [502, 'cannot be reached'],
  [503, 'not available'],
])('%i comes with a way on [kagenti-api/Status decides what the error says]', (status, hint) => {
  const error = failure(status, { detail: secret });

  expect(error).toMatchObject({ status, detail: secret, operation: 'agents.list', attempts });
  expect(error.message).toContain(`agents.list failed with status ${status}`);
  expect(error.message).toContain(hint);
});

test.each([
  ['plain text', 'Internal Server Error', undefined],
  ['HTML', '<html>', undefined],
  ['an empty body', '', undefined],
  ['a list', '[1]', undefined],
  ['an object as detail', { detail: { message: 'db.json', json_path: '$' } }, 'db.json'],
  ['a number as detail', { detail: 7 }, undefined],
])(
  '%s as a body is no trouble [kagenti-api/Status decides what the error says]',
  (_what, body, detail) => {
    expect(failure(500, body)).toMatchObject({ status: 500, detail });
  },
);

test('the time that an absurd number asks for can be told [kagenti-api/Retry-After is obeyed]', () => {
  const headers = { 'retry-after': '9'.repeat(400) };
  const error = httpFailure(
    { operation: list, descriptor: operationDescriptors['agents.list'] },
    { status: 429, headers, body: undefined },
    [],
    new TokenRedactor(),
  );

  expect(error.message).toContain('left alone for 2147483648 s');
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ retryAfterMs: 2_147_483_648_000 });
});

test('roles are named, and only roles [kagenti-api/Missing role is named]', () => {
  const lacking = failure(403, {
    detail: 'Required role(s): rossoctl-operator, kagenti-operator, <b>',
  });

  expect(lacking.requiredRoles).toEqual(['rossoctl-operator', 'kagenti-operator']);
  expect(lacking.message).toContain('lacks a role (rossoctl-operator or kagenti-operator)');
  expect(
    failure(403, { detail: 'Permission denied. Check RBAC configuration.' }).requiredRoles,
  ).toBeUndefined();
});

test('a role may have a colon or a dot, and a list without any role is none [kagenti-api/Missing role is named]', () => {
  const detail = 'Required role(s): kagenti:operator, team1.viewer';
  const unreadable = failure(403, { detail: 'Required role(s): <b>, a b' });

  expect(failure(403, { detail }).requiredRoles).toEqual(['kagenti:operator', 'team1.viewer']);
  expect(unreadable.requiredRoles).toBeUndefined();
  expect(unreadable.message).toContain('no role of the account is named');
});

test('fields are named without what was in them [kagenti-api/Invalid fields are named without values]', () => {
  const error = failure(
    422,
    {
      detail: [
        { type: 'missing', loc: ['body', 'message'], msg: 'Field required', input: secret },
        { type: 'string_type', loc: ['body', 'envVars', 0, 'a b'], msg: secret, input: 7 },
        { type: 7, msg: secret },
        'rubbish',
      ],
    },
    operationByName('agents.create'),
  );

  expect(error.fields).toEqual([
    { path: 'body.message', code: 'missing' },
    { path: 'body.envVars.0.*', code: 'string_type' },
    { path: '', code: 'invalid' },
  ]);
  expect(error.message).toContain('body.message (missing)');
  expect(failure(422, { detail: 'database is not valid JSON' }).fields).toBeUndefined();
});

test.each([302, 403, 429, 500])(
  'a %i of the agent is marked [kagenti-api/Status decides what the error says]',
  status => {
    const error = failure(status, { detail: 'Agent returned error: the agent says no' }, send);

    expect(error).toMatchObject({ status, fromAgent: true, requiredRoles: undefined });
    expect(error.message).toContain('which Kagenti copied');
  },
);

test('what Kagenti says itself is not marked [kagenti-api/Status decides what the error says]', () => {
  expect(failure(503, { detail: 'Cannot connect to agent' }, send).fromAgent).toBe(false);
});

test('a retry that finds nobody does not hide that an attempt before it may have run [kagenti-api/Failure of the connection]', async () => {
  await using server = await ScriptedServer.start(response => {
    // What it did of the request, nobody knows; and it is gone before the retry.
    void server.stop();
    reset(response);
  });
  await using kagenti = testClient(server.origin, { retry: { maxRetries: 1, baseDelayMs: 100 } });

  const error = await rejection(kagenti.asUser(jane).agents.delete(weatherAgent));

  expect(error).toMatchObject({
    name: 'KagentiConnectionError',
    reason: 'ECONNREFUSED',
    requestSent: true,
    attempts: [{ failure: expect.any(String) }, { failure: 'ECONNREFUSED' }],
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    message: expect.stringContaining('An attempt before it may have been carried out.'),
  });
});

test('a reset after the request says that it may have run [kagenti-api/Failure of the connection]', async () => {
  await using server = await ScriptedServer.start(response => {
    reset(response);
  });
  await using kagenti = testClient(server.origin);

  const error = await rejection(
    kagenti.asUser(jane).chat.send({ ...weatherAgent, message: secret }),
  );

  expect(error).toMatchObject({
    name: 'KagentiConnectionError',
    requestSent: true,
    message: expect.stringContaining('may have been carried out'),
  });
  expect(inspect(error)).not.toContain(secret);
});

test('a body cut short is a broken connection [kagenti-api/Failure of the connection]', async () => {
  await using server = await ScriptedServer.start(response => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '50' });
    response.write('{', () => response.socket?.destroySoon());
  });
  await using kagenti = testClient(server.origin);

  const error = await rejection(kagenti.asUser(jane).agents.list({}, { maxRetries: 0 }));

  expect(error).toMatchObject({
    name: 'KagentiConnectionError',
    requestSent: true,
    attempts: [{ status: 200 }],
  });
});

test('no token and no text is in a real failure [kagenti-api/Printed error contains no content]', async () => {
  await using server = await ScriptedServer.start((response, { headers, body }) => {
    json(response, { detail: `${headers.authorization} ${body}` }, 500);
  });
  await using kagenti = testClient(server.origin);

  const error = await rejection(
    kagenti.asUser(jane).chat.send({ ...weatherAgent, message: secret }),
  );

  for (const text of [inspect(error, { depth: 9 }), JSON.stringify(error), String(error)]) {
    expect(text).not.toMatch(/hunter2|token-1/);
  }
});

test.each([
  ['text', 'the reply was hunter2'],
  ['what is too long for an id', 'hunter2'.repeat(50)],
])(
  '%s as a request id is not printed [kagenti-api/Printed error contains no content]',
  async (_what, id) => {
    await using server = await ScriptedServer.start(response => {
      json(response, {}, 404, { 'x-request-id': id });
    });
    await using kagenti = testClient(server.origin);

    const error = await rejection(kagenti.asUser(jane).agents.list());

    expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain(secret);
    expect(error).toMatchObject({
      attempts: [{ requestId: server.requests[0]?.headers['x-request-id'] }],
    });
  },
);
