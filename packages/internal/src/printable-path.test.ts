import { expect, test } from 'vitest';
import { isFileContent, printablePath } from './printable-path.ts';

test.each([
  '/etc/ca.pem',
  './ca.pem',
  '../ca.pem',
  '.\\ca.pem',
  'C:\\ca.pem',
  'c:/ca.pem',
  '\\\\host\\ca.pem',
])('the path %s is shown [service-account-tokens/Secret cannot be read]', path => {
  expect(printablePath(path)).toBe(path);
  expect(isFileContent(path)).toBe(false);
});

test.each(['', 'secret', 'sec/ret', '.secret', '..secret', 'C:secret'])(
  'the text %j may be a secret, and is not shown [service-account-tokens/Secret cannot be read]',
  text => {
    expect(printablePath(text)).toBeUndefined();
    expect(isFileContent(text)).toBe(false);
  },
);

test.each([
  '/a\nb',
  '/a\rb',
  '/-----BEGIN PRIVATE KEY-----',
  '{"kty":"EC"}',
  ' { "kty": "EC" }',
  'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
])(
  'the text %j is the content of a file, and is not shown [service-account-tokens/Secret cannot be read]',
  text => {
    expect(printablePath(text)).toBeUndefined();
    expect(isFileContent(text)).toBe(true);
  },
);
