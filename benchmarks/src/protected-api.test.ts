import { expect, test } from 'vitest';
import { ours } from './peers/ours.ts';
import { callWithToken } from './peers/token-client.ts';
import { callThrough } from './peers/undici-call.ts';
import { ProtectedApi } from './protected-api.ts';
import { randomFrom } from './random.ts';
import { startTokenEndpoint } from './token-endpoint.ts';

const sameAgain = async () => 'old';
const another = async () => 'new';

test('a call with a token that is not revoked succeeds, all others are refused', async () => {
  const api = new ProtectedApi(randomFrom(1), 5);
  api.revoke('old');

  expect(await Promise.all(['Bearer new', 'Bearer old', undefined].map(api.answer))).toEqual([
    200, 401, 401,
  ]);
});

test('a caller without a way to say so sends the refused token again', async () => {
  const api = new ProtectedApi(randomFrom(1), 5);
  api.revoke('old');

  expect(await callWithToken(api, sameAgain, sameAgain)).toBe(401);
  expect(await callWithToken(api, sameAgain, another)).toBe(200);
});

test('the interceptor’s calls with a revoked token cost one request [service-account-tokens/Revoked token renewed once]', async () => {
  const endpoint = await startTokenEndpoint(300);
  const client = await ours.create({ tokenEndpoint: endpoint.tokenEndpoint, fetch });
  const api = new ProtectedApi(randomFrom(1), 50);
  api.revoke(await client.getToken());

  const statuses = await Promise.all(Array.from({ length: 100 }, () => client.call(api)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(endpoint.requests()).toBe(2);
  await client.close?.();
  endpoint.close();
});

test('what a handler throws reaches it as an error, as from undici', async () => {
  const call = callThrough(
    dispatch => (request, handler) =>
      dispatch(request, {
        onRequestStart() {},
        onResponseStart() {
          throw new Error('refused');
        },
        onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
      }),
    { origin: 'https://api.example', answer: async () => 401 },
  );

  await expect(call).rejects.toThrow('refused');
});
