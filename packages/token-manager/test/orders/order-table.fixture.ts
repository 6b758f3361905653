import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { type ApiAnswer, ScriptedApi } from '../fixtures/scripted-api.fixture.ts';
import type { Undici } from '../fixtures/undici-versions.fixture.ts';
import type { Interceptor, OrderSetting } from './order-setting.fixture.ts';

/** What callers see in one order, and the proof. */
export interface Outcome {
  readonly sees: string;
  readonly prove: (setting: OrderSetting, other: ScriptedApi) => Promise<void>;
}

/** An interceptor of undici's, listed before and after ours. */
export interface OrderRow {
  readonly name: string;
  readonly make: (interceptors: Undici['interceptors']) => Interceptor;
  readonly before: Outcome;
  readonly after: Outcome;
}

const withToken: ApiAnswer = (response, _request, token) => response.end(token);

/** Fails the first request and forgets the token, so that who asks again gets another. */
function failFirst({ api, managers }: OrderSetting): void {
  api.answer = (response, seen, token) => {
    api.answer = withToken;
    managers[0]?.clearCache();
    if (seen.path === '/') response.writeHead(503).end(token);
  };
}

const cacheable =
  (cacheControl: string): ApiAnswer =>
  (response, _request, token) =>
    response.writeHead(200, { 'cache-control': cacheControl }).end(token);

const refuseFirst =
  (answer: ApiAnswer): ApiAnswer =>
  (response, seen, token) => {
    if (token === 'token-1') response.writeHead(401).end('refused');
    else answer(response, seen, token);
  };

async function expectReplacedOnce(setting: OrderSetting): Promise<void> {
  setting.api.answer = refuseFirst(withToken);
  expect(await setting.call()).toMatchObject({ status: 200, text: 'token-2' });
  setting.api.answer = response => response.writeHead(401).end('refused');
  await expect(setting.call()).rejects.toMatchObject({ statusCode: 401 });
}

async function expectToken(setting: OrderSetting): Promise<void> {
  expect(await setting.call(setting.name)).toMatchObject({ status: 200, text: 'token-1' });
  setting.api.answer = refuseFirst(withToken);
  expect(await setting.call(setting.name)).toMatchObject({ status: 200, text: 'token-2' });
}

async function expectInflated(setting: OrderSetting): Promise<void> {
  setting.api.answer = refuseFirst((response, _seen, token) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(token));
  });
  expect(await setting.call()).toMatchObject({ status: 200, text: 'token-2' });
}

/** Every order that is proven. */
export const orderRows: readonly OrderRow[] = [
  {
    name: 'retry',
    make: ({ retry }) => retry({ minTimeout: 100, timeoutFactor: 1 }),
    before: {
      sees: 'A retry sends the same token again.',
      async prove(setting) {
        failFirst(setting);
        expect(await setting.call()).toMatchObject({ status: 200, text: 'token-1' });
      },
    },
    after: {
      sees: 'Each retry gets the current token. Without a token the call fails immediately; `retry` does not wait.',
      async prove(setting) {
        failFirst(setting);
        expect(await setting.call()).toMatchObject({ status: 200, text: 'token-2' });
        setting.refuseAccounts();
        setting.managers[0]?.clearCache();
        const began = performance.now();
        await expect(setting.call()).rejects.toMatchObject({ code: 'rejected' });
        await expect(setting.call()).rejects.toMatchObject({ code: 'held' });
        // Five retries take half a second at the least.
        expect(performance.now() - began).toBeLessThan(450);
      },
    },
  },
  {
    name: 'redirect',
    make: ({ redirect }) => redirect({ maxRedirections: 3 }),
    before: {
      sees: 'A redirect within the origin keeps the token. Another origin gets no token, even a listed one.',
      async prove(setting, other) {
        setting.api.answer = redirectTo('/there');
        expect(await setting.call()).toMatchObject({ text: 'token-1' });
        setting.api.answer = redirectTo(other.origin);
        expect(await setting.call()).toMatchObject({ text: '' });
      },
    },
    after: {
      sees: 'A redirect to a listed origin gets the token.',
      async prove(setting, other) {
        setting.api.answer = redirectTo('/there');
        expect(await setting.call()).toMatchObject({ text: 'token-1' });
        setting.api.answer = redirectTo(other.origin);
        expect(await setting.call()).toMatchObject({ text: 'token-1' });
      },
    },
  },
  {
    name: 'cache',
    make: ({ cache }) => cache(),
    before: {
      sees: 'Stores only answers that the API marks `public`, `s-maxage` or `must-revalidate`, and gives them to every account (RFC 9111 section 3.5).',
      async prove(setting) {
        setting.api.answer = cacheable('max-age=60');
        expect(await setting.call()).toMatchObject({ text: 'token-1' });
        expect(await setting.callOfAnother()).toMatchObject({ text: 'of-another' });
        setting.api.answer = cacheable('max-age=60, public');
        expect(await setting.call()).toMatchObject({ text: 'token-1' });
        expect(await setting.callOfAnother()).toMatchObject({ text: 'token-1' });
      },
    },
    after: {
      sees: 'Stores nothing: answers arrive with `cache-control: no-store`.',
      async prove(setting) {
        setting.api.answer = cacheable('public, max-age=60');
        const cacheControl = 'no-store, public, max-age=60';
        expect(await setting.call()).toMatchObject({ text: 'token-1', cacheControl });
        expect(await setting.callOfAnother()).toMatchObject({ text: 'of-another', cacheControl });
        expect(await setting.call()).toMatchObject({ text: 'token-1' });
        expect(setting.seen).toHaveLength(3);
      },
    },
  },
  {
    name: 'deduplicate',
    make: ({ deduplicate }) => deduplicate(),
    before: {
      sees: 'Joins requests that carry the same token.',
      async prove(setting) {
        for (const manager of setting.managers) await manager.getToken();
        setting.api.answer = (response, _seen, token) => {
          setTimeout(() => response.end(token), 50);
        };
        const calls = [setting.call(), setting.call(), setting.callOfAnother()];
        const texts = (await Promise.all(calls)).map(({ text }) => text);
        expect(texts).toEqual(['token-1', 'token-1', 'of-another']);
        expect(setting.seen).toHaveLength(2);
      },
    },
    after: {
      sees: 'Fails with `invalid_configuration`: it joins requests before they have a token.',
      async prove(setting) {
        const calls = [setting.call(), setting.callOfAnother()];
        for (const call of calls)
          await expect(call).rejects.toMatchObject({ code: 'invalid_configuration' });
        expect(setting.seen).toEqual([]);
      },
    },
  },
  {
    name: 'dns',
    make: ({ dns }) => dns(),
    before: { sees: 'A listed name gets the token.', prove: expectToken },
    after: {
      sees: 'A listed name gets the token, although the request then goes to an address.',
      prove: expectToken,
    },
  },
  {
    name: 'decompress',
    make: ({ decompress }) => decompress(),
    before: { sees: 'Answers arrive decompressed.', prove: expectInflated },
    after: { sees: 'Answers arrive decompressed.', prove: expectInflated },
  },
  {
    name: 'responseError',
    make: ({ responseError }) => responseError(),
    before: { sees: 'Only the second 401 rejects.', prove: expectReplacedOnce },
    after: { sees: 'Only the second 401 rejects.', prove: expectReplacedOnce },
  },
];

function redirectTo(location: string): ApiAnswer {
  return (response, seen, token) => {
    if (seen.path === '/') response.writeHead(302, { location }).end();
    else withToken(response, seen, token);
  };
}

/** The orders as a page of Markdown. */
export function describeOrders(rows: readonly OrderRow[]): string {
  const lines = [
    '# Interceptors beside `bearerInterceptor`',
    '',
    "`compose` applies interceptors from the inside out: the one that is listed last runs first, and sees the answer last. The table says what you see when you list one of undici's interceptors before or after `bearerInterceptor`. Each cell is a test with undici 7 and 8 (`packages/token-manager/test/orders`).",
    '',
    '| interceptor | listed before `bearerInterceptor` | listed after it |',
    '|---|---|---|',
    ...rows.map(({ name, before, after }) => `| \`${name}\` | ${before.sees} | ${after.sees} |`),
    '',
    "Send requests with the `fetch` or `request` of the undici that you compose with. Node's global `fetch` contains another undici: with `bearerInterceptor` it fails with an error that says so, and with `retry` it may never settle. Use `tokenFetch` for it.",
    '',
    'Where both work, list the interceptor before `bearerInterceptor`, except `retry` and `redirect`. undici 8 rejects `cache` listed before `redirect`. With `redirect` before and `dns` after, it takes the token away at every redirect.',
    '',
    'The check for `deduplicate` also works with other interceptors between it and `bearerInterceptor`. It cannot see `deduplicate` behind an interceptor that waits before it sends the request, such as `dns` while it looks up a name. With several accounts, do not share one instance of `deduplicate` in that order.',
    '',
    'A request without an `origin` fails with `invalid_configuration`. undici 7 sends such requests from a composed `Client` or `Pool`, unless each request names its `origin`.',
    '',
    'Made from the tests by `npm run generate`: do not edit.',
  ];
  return `${lines.join('\n')}\n`;
}

/** Starts the origin that redirects lead to. */
export const startOther = () => ScriptedApi.start(withToken);
