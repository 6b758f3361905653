import { expect, test } from 'vitest';
import { failureOf, managerFor } from '../fixtures/test-manager.fixture.ts';
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

test('only true allows plain http in the cluster [bearer-interceptor/Unsafe origin refused]', async () => {
  await using manager = managerFor({ tokenEndpoint: 'https://keycloak.example.com/token' });
  for (const allowInClusterHttp of ['yes', 1, false, undefined]) {
    const options = { origins: ['http://kagenti.team.svc:8000'], allowInClusterHttp };
    const error = await failureOf(() => interceptorFor(manager, options));
    expect(error).toMatchObject({ code: 'insecure_endpoint' });
  }
});
