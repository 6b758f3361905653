import { expect, test } from 'vitest';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import { bearerInterceptor } from './bearer-interceptor.ts';

/** Past the types, as JavaScript may. */
const interceptorFor = (...given: readonly unknown[]) =>
  Reflect.apply(bearerInterceptor, undefined, given);

test.each<[string, unknown]>([
  ['none', []],
  ['no URL', ['kagenti']],
  ['another protocol', ['ftp://kagenti.example.com']],
  ['a path', ['https://kagenti.example.com/api']],
  ['a query', ['https://kagenti.example.com/?a=b']],
  ['text instead of a list', 'https://kagenti.example.com'],
  ['nothing', undefined],
  ['a password', ['https://user:pass-word@kagenti.example.com']],
])('%s as origin is refused [bearer-interceptor/Unsafe origin refused]', async (_what, origins) => {
  await using manager = managerFor({ tokenEndpoint: 'https://keycloak.example.com/token' });
  const error = await failureOf(() => interceptorFor(manager, { origins }));
  expect(error).toMatchObject({
    code: 'invalid_configuration',
    message: expect.stringContaining('origins'),
  });
  expect(`${error.message} ${error.hint}`).not.toContain('pass-word');
});

test('a plain http origin is refused where a token endpoint would be [bearer-interceptor/Unsafe origin refused]', async () => {
  await using manager = managerFor({ tokenEndpoint: 'https://keycloak.example.com/token' });
  const inCluster = ['http://kagenti.team.svc:8000'];
  for (const origins of [['http://kagenti.example.com'], inCluster]) {
    const error = await failureOf(() => bearerInterceptor(manager, { origins }));
    expect(error).toMatchObject({ code: 'insecure_endpoint' });
  }
  expect(() =>
    bearerInterceptor(manager, { origins: inCluster, allowInClusterHttp: true }),
  ).not.toThrow();
  expect(() => bearerInterceptor(manager, { origins: [new URL('http://[::1]:80')] })).not.toThrow();
});

test('an origin that is refused is named by its place, with the way out [bearer-interceptor/Unsafe origin refused]', async () => {
  await using manager = managerFor({ tokenEndpoint: 'https://keycloak.example.com/token' });
  const good = 'https://kagenti.example.com';
  const failure = (origins: unknown) => failureOf(() => interceptorFor(manager, { origins }));

  expect(await failure([good, `${good}/api`])).toMatchObject({
    message: 'origins[1] has a path',
    hint: `Give the origin alone: ${good}. Every path there gets the token.`,
  });
  expect(await failure([good, 'kagenti'])).toMatchObject({
    message: expect.stringContaining('origins[1]'),
    hint: expect.stringContaining('https://HOST'),
  });
  expect(await failure([])).toMatchObject({
    message: 'origins must be a list of at least one origin',
    hint: expect.stringContaining(good),
  });
});

test('only true allows plain http in the cluster, and what is no switch is refused [service-account-tokens/Wrong option refused]', async () => {
  await using manager = managerFor({ tokenEndpoint: 'https://keycloak.example.com/token' });
  for (const [allowInClusterHttp, code] of [
    ['true', 'invalid_configuration'],
    [1, 'invalid_configuration'],
    [false, 'insecure_endpoint'],
    [undefined, 'insecure_endpoint'],
  ]) {
    const options = { origins: ['http://kagenti.team.svc:8000'], allowInClusterHttp };
    const error = await failureOf(() => interceptorFor(manager, options));
    expect(error).toMatchObject({ code });
  }
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['the options alone', { origins: ['https://kagenti.example.com'] }],
  ['a function', async () => 'a token'],
  ['what cannot be told of a refusal', { getToken: async () => 'a token' }],
])('made with %s in place of a manager it says how it is called', async (_what, source) => {
  const options = { origins: ['https://kagenti.example.com'] };
  expect(await failureOf(() => interceptorFor(source, options))).toMatchObject({
    code: 'invalid_configuration',
    message: 'bearerInterceptor was given no token manager',
    hint: expect.stringContaining('bearerInterceptor(manager, { origins })'),
  });
});

test.each<[Record<string, unknown>, string, string]>([
  [{ origin: 'https://a.example.com' }, 'origin', 'Did you mean origins?'],
  [{ allowInClusterHTTP: true }, 'allowInClusterHTTP', 'Did you mean allowInClusterHttp?'],
  [{ retries: 2 }, 'retries', 'the options are origins, allowInClusterHttp'],
])(
  'the unknown option of %j is refused [bearer-interceptor/Unknown option of the interceptor refused]',
  async (more, name, hint) => {
    await using manager = managerFor({ tokenEndpoint: 'https://keycloak.example.com/token' });
    const options = { origins: ['https://kagenti.example.com'], ...more };
    const error = await failureOf(() => interceptorFor(manager, options));
    expect(error).toMatchObject({ code: 'invalid_configuration' });
    expect(error.message).toBe(`${name} is none of the options`);
    expect(error.hint).toContain(hint);
  },
);
