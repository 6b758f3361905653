import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hang, ScriptedEndpoint, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor, observe } from '../../test/fixtures/test-manager.fixture.ts';
import { Redactor } from '../observability/redaction.ts';
import type { ClientProof } from './client-proof.ts';
import { type ClientSecret, ClientSecretProof } from './client-secret.ts';

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-secret-'));
  file = join(folder, 'secret');
});

afterAll(() => rm(folder, { recursive: true }));

function read(source: ClientSecret): Promise<ClientProof> {
  return new ClientSecretProof(source, 'client_secret_basic', new Redactor()).read();
}

test.each([
  ['none', 'a secret', 'a secret'],
  ['one', 'a secret\n', 'a secret'],
  ['one of Windows', 'a secret\r\n', 'a secret'],
  ['two', 'a secret\n\n', 'a secret\n'],
  ['blanks and one', ' a secret \n', ' a secret '],
])(
  'a file that ends in %s line break gives its secret [service-account-tokens/Secret is read for each renewal]',
  async (_what, content, secret) => {
    await writeFile(file, content);
    expect(await read({ file })).toMatchObject({ version: secret });
  },
);

test.each([
  ['file', () => ({ file })],
  ['function', () => () => readFile(file, 'utf8')],
])(
  'a %s is read for each renewal [service-account-tokens/Secret is read for each renewal]',
  async (_what, source) => {
    await using endpoint = await ScriptedEndpoint.start();
    await using manager = managerFor(endpoint, { clientSecret: source() });
    for (const secret of ['first', 'second']) {
      await writeFile(file, secret);
      await manager.getToken();
      manager.clearCache();
    }
    const sent = endpoint.requests.map(request =>
      Buffer.from(request.authorization?.slice(6) ?? '', 'base64').toString(),
    );
    expect(sent).toEqual(['boost:first', 'boost:second']);
  },
);

test.each([
  ['sync', () => 'secret of a function'],
  ['async', async () => 'secret of a function'],
])(
  'a %s function gives the secret [service-account-tokens/Secret is read for each renewal]',
  async (_kind, source) => {
    expect(await read(source)).toMatchObject({ version: 'secret of a function' });
  },
);

// @ts-expect-error Past the types, as configuration may come.
const none: () => string = () => undefined;
const hanging = () => new Promise<string>(() => {});
const throwing = (error: unknown) => () => {
  throw error;
};

test.each<[string, ClientSecret, string]>([
  [
    'a missing file',
    { file: '/nowhere/secret' },
    'The clientSecret file /nowhere/secret cannot be read (ENOENT)',
  ],
  [
    'a function that throws',
    throwing(new Error('canary-word')),
    'The clientSecret function threw an error',
  ],
  [
    'a function that throws a text',
    throwing('canary-word'),
    'The clientSecret function threw an error',
  ],
  [
    'a function that throws with a code',
    throwing(Object.assign(new Error('canary-word'), { code: 'EACCES' })),
    'The clientSecret function threw EACCES',
  ],
  [
    'a function that throws an error of a class',
    throwing(new RangeError('canary-word')),
    'The clientSecret function threw RangeError',
  ],
  [
    'a function that throws with odd names',
    throwing(Object.assign(new Error('canary-word'), { code: 'canary-word', name: 'canary-word' })),
    'The clientSecret function threw an error',
  ],
  ['an empty secret', () => '', 'The clientSecret function is empty'],
  ['half a character', () => 'canary-word\ud83d', 'The clientSecret function has a lone surrogate'],
  ['no secret', none, 'The clientSecret function is no string'],
])(
  '%s is an invalid configuration that names the source [service-account-tokens/Secret cannot be read]',
  async (_what, source, message) => {
    const error = await failureOf(read(source));
    // What a function asks may be there again in a moment.
    const retryable = typeof source === 'function';
    expect(error).toMatchObject({ code: 'invalid_configuration', retryable });
    expect(error.message).toContain(message);
    expect(error.hint).toContain(
      retryable
        ? 'Credentials'
        : 'Check that the volume is mounted at this path and that this process may read it.',
    );
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('canary-word');
  },
);

test.each([
  ['the secret', 'canary-word'],
  ['a secret with a slash', 'canary-word/9+x='],
  ['a secret of several lines', '/canary-word\nmore'],
])(
  '%s in place of a path is shown nowhere [service-account-tokens/Secret cannot be read]',
  async (_what, secret) => {
    await using endpoint = await ScriptedEndpoint.start();
    const { events, lines, logger, onEvent } = observe();
    await using manager = managerFor(endpoint, { clientSecret: { file: secret }, logger, onEvent });
    const error = await failureOf(manager.getToken());
    expect(lines).not.toEqual([]);
    expect(error.message).toBe('The clientSecret file cannot be read (ENOENT)');
    expect(error.hint).toContain('Give a path that starts with / or ./, not the secret itself');
    expect(inspect([error, events, lines, manager.health()], { depth: 9 })).not.toContain(
      'canary-word',
    );
  },
);

test('a function that hangs until the deadline is named, and Keycloak is not', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint, { clientSecret: hanging, timeoutMs: 50 });
  const error = await failureOf(manager.getToken());
  expect(error).toMatchObject({ code: 'timeout', retryable: true, attempts: [] });
  expect(error.message).toBe('No token within 50 ms: the clientSecret function gave nothing');
  expect(error.hint).toContain('why the clientSecret function takes so long');
  expect(endpoint.requests).toEqual([]);
});

test('a function that hung once is not blamed for what Keycloak does later', async () => {
  await using endpoint = await ScriptedEndpoint.start(hang);
  let calls = 0;
  const clientSecret = () => ((calls += 1) === 1 ? hanging() : Promise.resolve('a-secret'));
  await using manager = managerFor(endpoint, { clientSecret, timeoutMs: 50 });
  await failureOf(manager.getToken());
  manager.clearCache();
  const error = await failureOf(manager.getToken());
  expect(error).toMatchObject({ code: 'timeout' });
  expect(error.hint).toContain('Check that the token endpoint answers there');
});

test('a secret file that appears is used by the next call [service-account-tokens/Refusal not retried]', async () => {
  await using endpoint = await ScriptedEndpoint.start(tokens());
  const late = join(folder, 'late');
  await using manager = managerFor(endpoint, { clientSecret: { file: late } });
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'invalid_configuration' });
  expect(await failureOf(manager.getToken())).toMatchObject({
    code: 'held',
    cause: { code: 'invalid_configuration' },
  });
  await writeFile(late, 'here it is');
  expect(await manager.getToken()).toBe('token-1');
});
