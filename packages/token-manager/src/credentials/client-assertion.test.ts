import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type EmbeddedIdentityProvider, startIdentityProvider } from '@rhdh-boost/testkit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  type FederatedSetting,
  federatedRealm,
  projectedToken,
  startFederatedSetting,
  stopFederatedSetting,
  tokenFor,
} from '../../test/fixtures/federated.fixture.ts';
import { watchForLeaks } from '../../test/fixtures/leak-watch.fixture.ts';
import {
  type Answer,
  inOrder,
  json,
  reset,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { claimsOf } from '../../test/fixtures/sent-assertion.fixture.ts';
import {
  failureOf,
  managerFor,
  observe,
  type TestManagerOptions,
} from '../../test/fixtures/test-manager.fixture.ts';
import type { ClientAssertion } from './client-authentication.ts';

const audience = 'https://keycloak.example.com/realms/boost';
const projected = projectedToken();
let setting: FederatedSetting;
let provider: EmbeddedIdentityProvider;
beforeAll(async () => {
  setting = await startFederatedSetting();
  provider = await startIdentityProvider(federatedRealm(setting));
});
afterAll(async () => {
  await provider.stop();
  await stopFederatedSetting(setting);
});

const unsigned = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.canary-word`;

const echo: Answer = (response, request, count) => {
  const scope = `email ${request.form.get('client_assertion')}`;
  const body = { access_token: 'token-1', token_type: 'Bearer', expires_in: 300, scope };
  json(body)(response, request, count);
};
const refuse: Answer = (response, request, count) => {
  const sent = request.form.get('client_assertion');
  json({ error: sent, error_description: sent }, 400)(response, request, count);
};

function by(
  assertion: ClientAssertion['assertion'],
  more: Omit<Partial<ClientAssertion>, 'assertion' | 'method'> = {},
): TestManagerOptions {
  const clientAuthentication = { method: 'client_assertion', assertion, ...more } as const;
  return { clientId: undefined, clientAuthentication };
}

describe('what is sent', () => {
  test('the assertion and its type, and neither secret nor client id [client-authentication/Assertion in place of a secret]', async () => {
    const assertion = await tokenFor(setting.kubernetes, audience);
    await using endpoint = await ScriptedEndpoint.start();
    await using manager = managerFor(
      endpoint,
      by(() => assertion),
    );

    await manager.getToken();

    const [sent] = endpoint.requests;
    expect(Object.fromEntries(sent?.form ?? [])).toEqual({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    expect(sent?.authorization).toBeUndefined();
  });

  test('the client id where one is given [client-authentication/Assertion in place of a secret]', async () => {
    await using manager = managerFor(provider, {
      ...by(() => tokenFor(setting.kubernetes, provider.issuer)),
      clientId: 'federated',
    });

    expect(await manager.getToken()).toMatch(/^ey/);
    expect(provider.requests.at(-1)).toMatchObject({ clientId: 'federated', status: 200 });
  });

  test('an assertion of another type is sent as it is', async () => {
    const type = 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer';
    await using endpoint = await ScriptedEndpoint.start();
    await using manager = managerFor(
      endpoint,
      by(() => 'PHNhbWw+', { type }),
    );

    await manager.getToken();

    const form = endpoint.requests[0]?.form;
    expect(form?.get('client_assertion_type')).toBe(type);
    expect(form?.get('client_assertion')).toBe('PHNhbWw+');
  });

  test('without client id and secret a token is issued, also by the issuer [client-authentication/Assertion in place of a secret]', async () => {
    await projected.write(`${await tokenFor(setting.kubernetes, provider.issuer)}\n`);
    await using byEndpoint = managerFor(provider, by({ file: projected.file }));
    await using byIssuer = managerFor({ issuer: provider.issuer }, by({ file: projected.file }));

    expect(await byEndpoint.getToken()).toMatch(/^ey/);
    expect(await byIssuer.getToken()).toMatch(/^ey/);
  });
});

test.each([
  ['Windows line break', (text: string) => `${text}\r\n`],
  ['blank lines', (text: string) => `\n${text} \n\n`],
  ['byte order mark', (text: string) => `\ufeff${text}`],
])('an assertion in a file with a %s is sent without it', async (_what, around) => {
  const assertion = await tokenFor(setting.kubernetes, audience);
  await projected.write(around(assertion));
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint, by({ file: projected.file }));

  await manager.getToken();

  expect(endpoint.requests[0]?.form.get('client_assertion')).toBe(assertion);
});

test('a token that Kubernetes swaps through ..data is found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'volume-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const mount = async (version: string, text: string) => {
    await mkdir(join(folder, version));
    await writeFile(join(folder, version, 'token'), text);
    await symlink(version, join(folder, '..next'));
    await rename(join(folder, '..next'), join(folder, '..data'));
  };
  await symlink(join('..data', 'token'), join(folder, 'token'));
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint, by({ file: join(folder, 'token') }));

  for (const id of ['first', 'second']) {
    await mount(`..${id}`, await tokenFor(setting.kubernetes, audience, { id }));
    manager.clearCache();
    await manager.getToken();
  }

  expect(endpoint.requests.map(request => claimsOf(request)['jti'])).toEqual(['first', 'second']);
});

describe('rotation', () => {
  test('each renewal reads the file again [client-authentication/Rotated assertion found]', async () => {
    await using endpoint = await ScriptedEndpoint.start();
    await using manager = managerFor(endpoint, by({ file: projected.file }));
    for (const id of ['first', 'second']) {
      await projected.write(await tokenFor(setting.kubernetes, audience, { id }));
      manager.clearCache();
      await manager.getToken();
    }

    expect(endpoint.requests.map(request => claimsOf(request)['jti'])).toEqual(['first', 'second']);
  });

  test('each attempt of a renewal reads it again [client-authentication/Rotated assertion found]', async () => {
    let issued = 0;
    await using endpoint = await ScriptedEndpoint.start(inOrder(reset, json({}, 503), tokens()));
    const assertion = () => {
      issued += 1;
      return tokenFor(setting.kubernetes, audience, { id: `number-${issued}` });
    };
    await using manager = managerFor(endpoint, by(assertion));

    await manager.getToken();

    const ids = ['number-1', 'number-2', 'number-3'];
    expect(endpoint.requests.map(request => claimsOf(request)['jti'])).toEqual(ids);
  });

  test('a retry whose assertion cannot be read reports that, with the attempts before', async () => {
    let reads = 0;
    await using endpoint = await ScriptedEndpoint.start(json({}, 503));
    const assertion = () => {
      reads += 1;
      return reads === 1 ? tokenFor(setting.kubernetes, audience) : 'none';
    };
    await using manager = managerFor(endpoint, by(assertion));

    const error = await failureOf(manager.getToken());

    expect(error).toMatchObject({
      code: 'invalid_configuration',
      message: 'The clientAuthentication.assertion function is no signed JWT',
      attempts: [{ status: 503 }],
    });
  });

  test('an assertion that was replaced ends a refusal that is held [client-authentication/Rotated assertion found]', async () => {
    await using manager = managerFor(provider, by({ file: projected.file }));
    await projected.write(await tokenFor(setting.kubernetes, 'https://elsewhere.example'));
    await failureOf(manager.getToken());
    expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held' });

    await projected.write(await tokenFor(setting.kubernetes, provider.issuer));

    expect(await manager.getToken()).toMatch(/^ey/);
  });
});

describe('what is not sent', () => {
  const whole = { iss: 'https://issuer.example', sub: 'canary', exp: 4_000_000_000 };
  const endless = Buffer.from('{"iss":"i","sub":"canary","exp":1e999}').toString('base64url');

  test.each<[string, () => string | Promise<string>, string]>([
    ['a text', () => 'canary-word', 'is no signed JWT'],
    ['an unsigned JWT', () => unsigned(whole).replace('canary-word', ''), 'is no signed JWT'],
    ['a list as claims', () => unsigned([whole]), 'is no signed JWT'],
    ['no iss', () => unsigned({ ...whole, iss: undefined }), 'has no iss'],
    ['no sub', () => unsigned({ ...whole, sub: '' }), 'has no sub'],
    ['no exp', () => unsigned({ ...whole, exp: '4000000000' }), 'has no exp'],
    [
      'an endless exp',
      () => unsigned({ ...whole, exp: 1 }).replace(/\.(.+)\./, `.${endless}.`),
      'has no exp',
    ],
    ['one that expired', () => unsigned({ ...whole, exp: 1_000_000_000 }), 'expired'],
  ])(
    '%s, which is reported by name and file [client-authentication/Unusable assertion is not sent]',
    async (_what, make, message) => {
      await using endpoint = await ScriptedEndpoint.start();
      const text = await make();
      await projected.write(text);
      await using fromFile = managerFor(endpoint, by({ file: projected.file }));
      await using fromFunction = managerFor(
        endpoint,
        by(() => text),
      );

      const error = await failureOf(fromFile.getToken());
      const ofFunction = await failureOf(fromFunction.getToken());

      expect(error).toMatchObject({ code: 'invalid_configuration', retryable: false });
      expect(error.message).toContain(
        `The clientAuthentication.assertion file ${projected.file} ${message}`,
      );
      expect(ofFunction.message).toContain(
        `The clientAuthentication.assertion function ${message}`,
      );
      expect(JSON.stringify([error, ofFunction])).not.toContain('canary');
      expect(endpoint.requests).toEqual([]);
    },
  );

  test('a file that does not exist [client-authentication/Unusable assertion is not sent]', async () => {
    await using endpoint = await ScriptedEndpoint.start();
    await using manager = managerFor(endpoint, by({ file: `${projected.file}.none` }));

    expect(await failureOf(manager.getToken())).toMatchObject({
      code: 'invalid_configuration',
      message: `The clientAuthentication.assertion file ${projected.file}.none cannot be read (ENOENT)`,
      hint: 'Check that the volume is mounted at this path and that this process may read it.',
    });
    expect(endpoint.requests).toEqual([]);
  });

  test('an empty file, and a relative path once it was read, are named', async () => {
    await using endpoint = await ScriptedEndpoint.start();
    const file = relative(process.cwd(), projected.file).replace(/^/, 'packages/../');
    await using manager = managerFor(endpoint, by({ file }));
    await projected.write('\n');

    expect(await failureOf(manager.getToken())).toMatchObject({
      message: `The clientAuthentication.assertion file ${file} is empty`,
      hint: 'Check that it is the token file of the projected volume.',
    });
    await projected.write('canary');
    manager.clearCache();
    expect((await failureOf(manager.getToken())).message).toBe(
      `The clientAuthentication.assertion file ${file} is no signed JWT`,
    );
  });

  test('one that expires says since when, and its successor is found in the next call [client-authentication/Unusable assertion is not sent]', async () => {
    const clock = new DrivenClock();
    await using endpoint = await ScriptedEndpoint.start();
    const seconds = Math.floor(clock.wallMs() / 1000);
    await projected.write(unsigned({ ...whole, exp: seconds + 600 }));
    await using manager = managerFor(endpoint, { ...by({ file: projected.file }), clock });
    await manager.getToken();

    clock.pass({ seconds: 660 });
    const { message, hint } = await failureOf(manager.getToken());
    expect(message).toMatch(/ expired 60 s ago$/);
    expect(hint).toContain('still renews it');
    await projected.write(unsigned({ ...whole, exp: seconds + 1200 }));

    expect(await manager.getToken()).toBe('token-2');
  });
});

test('an assertion that is echoed does not show [client-authentication/Echoed assertion of another issuer does not show]', async () => {
  const assertion = await tokenFor(setting.kubernetes, audience);
  const observed = observe();
  await using endpoint = await ScriptedEndpoint.start(inOrder(refuse, echo));
  await using manager = managerFor(endpoint, { ...by(() => assertion), ...observed });
  const error = await failureOf(manager.getToken());
  manager.clearCache();
  const token = await manager.getAccessToken();

  expect(token.scope).toBe('email [redacted]');
  watchForLeaks('an error', error, token, observed.events, observed.lines);
  const shown = JSON.stringify([error, token, observed.events, observed.lines]);
  for (const part of [assertion, assertion.split('.')[2] ?? '']) {
    expect(shown).not.toContain(part);
  }
});
