import { environmentProxy } from '@rhdh-boost/internal/environment-proxy';
import { EnvHttpProxyAgent, request } from 'undici';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const proxy = 'http://proxy.example.com:3128';

beforeEach(() => {
  vi.stubEnv('https_proxy', undefined);
  vi.stubEnv('no_proxy', undefined);
  vi.stubEnv('HTTPS_PROXY', proxy);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const isWithoutProxy = (url: string) => environmentProxy(new URL(url)) === undefined;

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

    expect(isWithoutProxy(url)).toBe(without);
    expect(await goesDirectly(url)).toBe(without);
  },
);

test('the name in small letters goes before the one in capitals [kagenti-api/Https through the proxy]', () => {
  vi.stubEnv('NO_PROXY', '*');
  vi.stubEnv('no_proxy', '');

  expect(isWithoutProxy('https://kagenti.example.com')).toBe(false);
});

const blocks: readonly [names: string, url: string, without: boolean][] = [
  ['10.0.0.0/8', 'https://10.1.2.3', true],
  ['10.0.0.0/8', 'https://11.1.2.3', false],
  ['other.example.com,10.128.0.0/14', 'https://10.131.255.255:8443', true],
  ['10.128.0.0/14', 'https://10.132.0.0', false],
  ['10.1.2.3/32', 'https://10.1.2.3', true],
  ['10.0.0.0/8:8443', 'https://10.1.2.3:8443', true],
  ['10.0.0.0/8:8443', 'https://10.1.2.3', false],
  ['0.0.0.0/0', 'https://10.1.2.3', true],
  ['fd00::/8', 'https://[fd12::3]', true],
  ['fd00::/8', 'https://[fe80::3]', false],
  ['10.0.0.0/8', 'https://[fd12::3]', false],
  // No name is resolved for a block.
  ['10.0.0.0/8', 'https://10.example.com', false],
  ['127.0.0.0/8', 'https://localhost', false],
  // What is no block names nothing.
  ['10.0.0.0/33', 'https://10.0.0.0', false],
  ['fd00::/129', 'https://[fd00::]', false],
  ['10.0.0.0/x', 'https://10.0.0.0', false],
  ['10.0.0/8', 'https://10.0.0.0', false],
  ['/8', 'https://10.0.0.0', false],
];

test.each(blocks)('NO_PROXY %j and %s: %s, as curl has it', (noProxy, url, without) => {
  vi.stubEnv('NO_PROXY', noProxy);

  expect(isWithoutProxy(url)).toBe(without);
});

test.each([
  ['proxy.example.com:3128', 'http://proxy.example.com:3128'],
  ['me:word@proxy.example.com:3128', 'http://me:word@proxy.example.com:3128'],
  ['10.0.0.1', 'http://10.0.0.1'],
  ['HTTPS://proxy.example.com', 'HTTPS://proxy.example.com'],
])('HTTPS_PROXY %s is the proxy %s, as curl has it', (named, read) => {
  vi.stubEnv('HTTPS_PROXY', named);

  expect(environmentProxy(new URL('https://kagenti.example.com'))).toBe(read);
  expect(environmentProxy(new URL('http://kagenti.example.com'))).toBeUndefined();
});
