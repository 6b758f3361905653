import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScriptedEndpoint, tokens } from '../fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../fixtures/test-manager.fixture.ts';
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
  'a file that ends in %s line break gives its secret [service-account-tokens/Secret from a file]',
  async (_what, content, secret) => {
    await writeFile(file, content);
    expect(await read({ file })).toMatchObject({ version: secret });
  },
);

test('a file is read for each renewal [service-account-tokens/Secret from a file]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint, { clientSecret: { file } });
  for (const secret of ['first', 'second']) {
    await writeFile(file, secret);
    await manager.getToken();
    manager.clearCache();
  }
  const sent = endpoint.requests.map(request =>
    Buffer.from(request.authorization?.slice(6) ?? '', 'base64').toString(),
  );
  expect(sent).toEqual(['boost:first', 'boost:second']);
});

test.each([
  ['sync', () => 'secret of a function'],
  ['async', async () => 'secret of a function'],
])(
  'a %s function gives the secret [service-account-tokens/Secret from a function]',
  async (_kind, source) => {
    expect(await read(source)).toMatchObject({ version: 'secret of a function' });
  },
);

// @ts-expect-error Past the types, as configuration may come.
const none: () => string = () => undefined;
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
  ['an empty secret', () => '', 'The clientSecret function is empty or no string'],
  [
    'half a character',
    () => 'canary-word\ud83d',
    'The clientSecret function is empty or no string',
  ],
  ['no secret', none, 'The clientSecret function is empty or no string'],
])(
  '%s is an invalid configuration that names the source [service-account-tokens/Secret cannot be read]',
  async (_what, source, message) => {
    const error = await failureOf(read(source));
    expect(error).toMatchObject({ code: 'invalid_configuration', retryable: false });
    expect(error.message).toContain(message);
    expect(error.hint).toContain('Credentials');
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('canary-word');
  },
);

test('a secret file that appears is used by the next call [service-account-tokens/Changed secret ends the hold]', async () => {
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
