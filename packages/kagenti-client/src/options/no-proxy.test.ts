import { EnvHttpProxyAgent, request } from 'undici';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isWithoutProxy } from './no-proxy.ts';

beforeEach(() => {
  vi.stubEnv('no_proxy', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Whether undici itself goes to a server without the proxy, where nobody listens. */
async function goesDirectly(url: string): Promise<boolean> {
  let isDirect = false;
  const dispatcher = new EnvHttpProxyAgent({
    httpsProxy: 'http://127.0.0.1:1',
    // Connections to the proxy are made by another.
    connect: (_target, callback) => {
      isDirect = true;
      callback(new Error('far enough'), null);
    },
  });
  await request(url, { dispatcher }).catch(() => undefined);
  await dispatcher.destroy();
  return isDirect;
}

const names: readonly [names: string, url: string, without: boolean][] = [
  ['', 'https://kagenti.example.com', false],
  ['kagenti.example.com', 'https://kagenti.example.com', true],
  ['Kagenti.Example.com.', 'https://kagenti.example.com', true],
  ['kagenti.example.com', 'https://kagenti.example.com.', true],
  ['other.example.com kagenti.example.com', 'https://kagenti.example.com', true],
  ['example.com', 'https://kagenti.example.com', true],
  ['.example.com', 'https://kagenti.example.com', true],
  ['.example.com', 'https://example.com', true],
  ['*.example.com', 'https://kagenti.example.com', true],
  ['*.example.com', 'https://example.com', false],
  ['ample.com', 'https://example.com', false],
  ['kagenti.example.com:443', 'https://kagenti.example.com', true],
  ['kagenti.example.com:8443', 'https://kagenti.example.com', false],
  ['kagenti.example.com:8443', 'https://kagenti.example.com:8443', true],
  ['*', 'https://kagenti.example.com', true],
  ['none.invalid, *', 'https://kagenti.example.com', true],
  ['*:443', 'https://kagenti.example.com', true],
  ['*:80', 'https://kagenti.example.com', false],
  [',, ,', 'https://kagenti.example.com', false],
  ['::1', 'https://[::1]', true],
  ['[::1]', 'https://[::1]:8443', true],
  ['[::1]:443', 'https://[::1]', true],
  ['[::1]:443', 'https://[::1]:8443', false],
  ['127.0.0.1', 'https://127.0.0.1:8443', true],
];

test.each(names)(
  'NO_PROXY %j and %s: %s, as undici has it [kagenti-api/Https through the proxy]',
  async (noProxy, url, without) => {
    vi.stubEnv('NO_PROXY', noProxy);

    expect(isWithoutProxy(new URL(url))).toBe(without);
    expect(await goesDirectly(url)).toBe(without);
  },
);

test('the name in small letters goes before the one in capitals [kagenti-api/Https through the proxy]', () => {
  vi.stubEnv('NO_PROXY', '*');
  vi.stubEnv('no_proxy', '');

  expect(isWithoutProxy(new URL('https://kagenti.example.com'))).toBe(false);
});
