import { accountOptionNames } from '@rhdh-boost/internal/service-account';
import { expect, test } from 'vitest';
import { KeycloakTokenManager } from './keycloak-token-manager.ts';
import { OptionNames } from './option-names.ts';
import { TokenError } from './token-error.ts';

const optionNames = accountOptionNames('acme.my-app2');
const renaming = new OptionNames(optionNames);

test.each([
  ['clientSecret is empty', 'A.clientSecret is empty'],
  ['The clientSecret function threw TypeError', 'A.clientSecret threw TypeError'],
  ['It came from the clientSecret function.', 'It came from A.clientSecret.'],
  ['The clientAuthentication.key file /k cannot be read', 'A.keyFile /k cannot be read'],
  ['the clientAuthentication.assertion file /t expired', 'A.assertionFile /t expired'],
  ['tls.keyFile /k cannot be used', 'A.certificateKeyFile /k cannot be used'],
  ['Give tls.certificateFile and tls.keyFile.', 'Give A.certificateFile and A.certificateKeyFile.'],
  ['set allowInClusterHttp: true', 'set acme.my-app2.allowInClusterHttp: true'],
  ['give as keyId the Kid', 'give as kid of the JSON Web Key in A.keyFile the Kid'],
  ['or another clientAuthentication.', 'or another A.method.'],
  ['check host and port in issuer, and', 'check host and port in A.issuer, and'],
  ['Change issuer to https://k/realms/b', 'Change A.issuer to https://k/realms/b'],
  ['Give issuer exactly as', 'Give A.issuer exactly as'],
  ['use tls_client_auth as clientAuthentication', 'use tls_client_auth as A.method'],
  ['leave it out of issuer.', 'leave it out of A.issuer.'],
  ['scope must be a string', 'A.scope must be a string'],
  ['assign it there, or change scope.', 'assign it there, or change A.scope.'],
  [
    'than tokenEndpoint tells: give issuer in its place',
    'than A.tokenEndpoint tells: give A.issuer in its place',
  ],
])('%s', (text, expected) => {
  const renamed = expected.replaceAll('A.', 'acme.my-app2.auth.');

  expect(renaming.inText(text)).toBe(renamed);
  expect(renaming.inText(renamed)).toBe(renamed);
});

test.each([
  'Keycloak has another issuer than this one',
  'no usable access_token, token_type or scope',
  'the issuer tells its token endpoint',
  'set it as audience of the projected volume',
  'use client_secret_post, RFC 8707 resource, https://host/scope and x.clientId',
])('English stays: %s', text => {
  expect(renaming.inText(text)).toBe(text);
});

test('errors keep everything but the names', () => {
  const fields = { code: 'rejected', status: 401, oauthError: 'invalid_client' } as const;
  const attempts = [{ code: 'rejected', waitedMs: 0, durationMs: 1 } as const];
  const error = new TokenError({ ...fields, message: 'timeoutMs', hint: 'clientId', attempts });

  expect(renaming.inError(error)).toMatchObject({
    ...fields,
    attempts,
    message: 'acme.my-app2.auth.timeoutMs',
    hint: 'acme.my-app2.auth.clientId',
  });
  expect(new OptionNames().inError(error)).toBe(error);
});

test('the constructor speaks of the other names, and refuses names that are none', () => {
  const options = { tokenEndpoint: 'https://k/token', clientId: 'boost', clientSecret: '' };
  const create = (given: unknown) =>
    Reflect.construct(KeycloakTokenManager, [{ ...options, optionNames: given }]);

  expect(() => create(optionNames)).toThrow('acme.my-app2.auth.clientSecret is empty or missing');
  expect(() => create(undefined)).toThrow('clientSecret is empty or missing');
  for (const wrong of [null, 'x', [], { clientId: 7 }]) {
    expect(() => create(wrong)).toThrow('optionNames must be an object with texts');
  }
});
