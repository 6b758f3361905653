import { once } from 'node:events';
import { createServer } from 'node:http';
import { inspect } from 'node:util';
import {
  ConflictError,
  ForwardedError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { answeredErrors, secret } from '../../test/fixtures/http-answers.fixture.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import { KagentiError, type KagentiErrorCode } from '../errors/kagenti-error.ts';
import { KagentiPermissionError } from '../errors/permission-error.ts';
import { PermissionRefusal } from '../errors/permission-refusal.ts';
import { kagentiErrors, toBackstageError } from './index.ts';

/** A plugin's router on a real server, which fails with that; what it answers, and what the plugin logged. */
async function answerTo(failure: unknown, routers = 1) {
  const lines: unknown[][] = [];
  const logger = {
    info: (...line: unknown[]) => void lines.push(['info', ...line]),
    warn: (...line: unknown[]) => void lines.push(['warn', ...line]),
  };
  const app = express();
  app.get('/', (_request, _response, next) => next(failure));
  for (let count = 0; count < routers; count += 1) app.use(kagentiErrors({ logger }));
  let passedOn: unknown;
  const last: express.ErrorRequestHandler = (error, _request, response, _next) => {
    passedOn = error;
    response.status(500).end();
  };
  app.use(last);
  const server = createServer(app).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { headers } = await fetch(`http://127.0.0.1:${port}`);
  return { lines, passedOn, retryAfter: headers.get('retry-after') };
}

test.each(answeredErrors)('B1: $code is a new error without our fields: $when', ({ error }) => {
  const mapped = toBackstageError(error);

  expect(mapped).toBeInstanceOf(Error);
  expect(mapped).not.toBe(error);
  expect(KagentiError.isInstance(mapped)).toBe(false);
  expect(mapped).toHaveProperty('code', error.code);
  // The classes of @backstage/errors have a field for it.
  expect(Reflect.get(Object(mapped), 'cause')).toBeUndefined();
  const known = new Set(['name', 'cause', 'code', 'requestId', 'fields']);
  expect(Object.keys(Object(mapped)).filter(key => !known.has(key))).toEqual([]);
  expect(mapped).toHaveProperty('message', expect.stringMatching(/[a-z]\.$/));
  expect(inspect(mapped, { depth: 9, showHidden: true })).not.toContain(secret);
});

test.each([
  [403, NotAllowedError],
  [400, InputError],
  [404, NotFoundError],
  [409, ConflictError],
  [503, ServiceUnavailableError],
])('B1: %d is of the class of @backstage/errors', (wanted, errorClass) => {
  const error = answeredErrors.find(({ status }) => status === wanted)?.error;

  expect(toBackstageError(error)).toBeInstanceOf(errorClass);
});

test.each<[KagentiErrorCode, RegExp]>([
  ['session_refused', /Start a new one\.$/],
  ['permission_undecided', /could not be checked whether you may/],
  ['token', /^The service account has no access to Kagenti/],
])('Fault: the message of %s blames neither Kagenti nor the permissions', (code, message) => {
  const errors = answeredErrors.filter(({ error }) => error.code === code);

  expect(errors).not.toEqual([]);
  for (const { error } of errors)
    expect(toBackstageError(error)).toHaveProperty('message', expect.stringMatching(message));
});

test.each([
  ['chat.send', 'The agent did not answer. It may have been deleted.'],
  ['chat.stream', 'The agent did not answer. It may have been deleted.'],
  ['agents.list', 'Kagenti is not available. Try again later.'],
] as const)('Routes: a 503 of %s is answered with: %s', (operation, message) => {
  const details = { operation, status: 503, fromAgent: false, accountRefused: false, headers: {} };

  const answered = toBackstageError(new KagentiHttpError('failed', details, []));

  expect(answered).toBeInstanceOf(ServiceUnavailableError);
  expect(answered).toMatchObject({ code: 'http', message });
});

const lacksAgent = new PermissionRefusal('The caller lacks it on the agent.', 'boost.agent.list');
const withoutRights = new PermissionRefusal('Services are not asked.');

test.each([
  ['that is missing', undefined, 'This needs the permission boost.chat.create.'],
  ['on the agent that is missing', lacksAgent, 'This needs the permission boost.agent.list.'],
  ['only where it helps', withoutRights, 'This call to Kagenti is not allowed.'],
])('Routes: a refusal names the permission %s', (_which, cause, message) => {
  const error = new KagentiPermissionError('chat.send', 'boost.chat.create', cause);

  const answered = toBackstageError(error);

  expect(answered).toBeInstanceOf(NotAllowedError);
  expect(answered).toMatchObject({ code: 'permission', message });
});

test('B1: names of refused parameters go along, and no values', () => {
  const ofKagenti = answeredErrors.find(({ when }) => when === '422')?.error;

  expect(toBackstageError(ofKagenti)).toMatchObject({
    fields: ['body.message'],
    message: expect.stringContaining('body.message'),
  });
  expect(
    toBackstageError(invalidParameter('agents.create', 'the parameter envVars.0.name is not text')),
  ).toMatchObject({ fields: ['envVars.0.name'] });
  expect(
    toBackstageError(
      invalidParameter('agents.create', 'unknown parameter nmae; name may be meant'),
    ),
  ).toMatchObject({ fields: ['nmae'] });
  expect(toBackstageError(invalidParameter('request', 'the path is not text'))).not.toHaveProperty(
    'fields',
  );
});

test('B1: a feature flag that is off is no missing thing, whatever Kagenti says', () => {
  const error = new KagentiHttpError(
    'failed',
    {
      operation: 'config.platformStatus',
      status: 404,
      detail: 'Admin feature disabled',
      fromAgent: false,
      accountRefused: false,
      headers: {},
    },
    [],
  );

  expect(toBackstageError(error)).toMatchObject({ statusCode: 502 });
});

test('B1: a code of a later version is a 500', () => {
  const later = Object.defineProperty(new KagentiError('later', { code: 'closed' }), 'code', {
    value: 'toString',
  });

  expect(toBackstageError(later)).toMatchObject({ code: 'toString', statusCode: 500 });
});

test.each([new Error('of the plugin'), 'a text', undefined, null])(
  'B1: %s is passed on unchanged',
  async failure => {
    expect(toBackstageError(failure)).toBe(failure);
  },
);

test('B1: the remedy is in the log once, although two routers handle the error', async () => {
  const error = new KagentiError('Give the role to the account.', {
    code: 'contract',
    operation: 'agents.list',
    cause: Object.assign(new Error(secret), { code: 'rejected' }),
  });

  const { lines, passedOn } = await answerTo(error, 2);

  expect(lines).toEqual([
    [
      'warn',
      'Give the role to the account.',
      { code: 'contract', operation: 'agents.list', cause: 'Error (rejected)' },
    ],
  ]);
  expect(inspect(passedOn)).not.toContain('Give the role');
});

test('B1: what Backstage’s ForwardedError forwards is answered and logged as itself', async () => {
  const error = new KagentiError('Remove the namespace.', { code: 'namespace_refused' });

  const { lines, passedOn } = await answerTo(new ForwardedError('No agents', error));

  expect(passedOn).toBeInstanceOf(NotAllowedError);
  expect(inspect(passedOn)).not.toContain('Remove the namespace');
  expect(lines).toEqual([['info', 'Remove the namespace.', { code: 'namespace_refused' }]]);
});

test('B1: a refusal is logged at info, since nothing is broken', async () => {
  const { lines } = await answerTo(new KagentiError('Not yours.', { code: 'session_refused' }));

  expect(lines).toEqual([['info', 'Not yours.', { code: 'session_refused' }]]);
});

test.each([
  ['429', '7'],
  ['503', '3'],
  ['500', null],
])('B1: after %s, Retry-After is %s', async (when, seconds) => {
  const error = answeredErrors.find(row => row.when === when)?.error;

  expect(await answerTo(error)).toMatchObject({ retryAfter: seconds });
});

/** A log that is full. */
function fail(): never {
  throw new Error('The log is full.');
}

test('B1: a logger that throws does not replace the error', () => {
  const passedOn: unknown[] = [];

  kagentiErrors({ logger: { info: fail, warn: fail } })(
    new KagentiError('down', { code: 'closed' }),
    {},
    { headersSent: true, setHeader: fail },
    error => void passedOn.push(error),
  );

  expect(passedOn).toMatchObject([{ name: 'ServiceUnavailableError', code: 'closed' }]);
});

test.each([
  ['nothing', undefined, 'kagentiErrors'],
  ['no logger', {}, 'coreServices.logger'],
  ['a slip', { loger: {} }, 'logger may be meant'],
])('B1: kagentiErrors refuses %s', (_what, options, named) => {
  expect(() => Reflect.apply(kagentiErrors, undefined, [options])).toThrow(
    expect.objectContaining({ code: 'invalid_options', message: expect.stringContaining(named) }),
  );
});
