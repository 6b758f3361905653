import { expect, test } from 'vitest';
import { hasAuthorization, repeatable, withBearer } from './request-headers.ts';

function* pairs(): Generator<[string, string | string[] | undefined]> {
  yield ['x-one', '1'];
  yield ['x-many', ['2', '3']];
  yield ['x-none', undefined];
  yield ['x-empty', ''];
}

test.each<[string, Parameters<typeof repeatable>[0], unknown]>([
  ['nothing', undefined, {}],
  ['null', null, {}],
  ['a flat list', ['x-one', '1'], ['x-one', '1']],
  ['a record', { 'x-one': '1', 'x-many': ['2', '3'] }, { 'x-one': '1', 'x-many': ['2', '3'] }],
  ['pairs', pairs(), ['x-one', '1', 'x-many', '2', 'x-many', '3', 'x-empty', '']],
  ['a Map', new Map([['x-one', '1']]), ['x-one', '1']],
])(
  '%s can be read more than once [bearer-interceptor/Request to a listed origin carries the token]',
  (_what, given, read) => {
    expect(repeatable(given)).toEqual(read);
  },
);

test.each<[string, Parameters<typeof hasAuthorization>[0], boolean]>([
  ['a record with it', { Authorization: 'Basic x' }, true],
  ['a record with it among others', { 'x-one': '1', AUTHORIZATION: 'Basic x' }, true],
  ['a record in which it is undefined', { authorization: undefined }, false],
  ['a record without it', { 'x-one': 'authorization' }, false],
  ['an empty record', {}, false],
  ['a list with it', ['x-one', '1', 'Authorization', 'Basic x'], true],
  ['a list in which it is a value', ['x-one', 'authorization'], false],
  ['an empty list', [], false],
])(
  "%s has an Authorization header of the caller's: %# [bearer-interceptor/Header of the caller's stays]",
  (_what, headers, has) => {
    expect(hasAuthorization(headers)).toBe(has);
  },
);

test("the bearer stands beside the caller's headers, which stay as they are [bearer-interceptor/Request to a listed origin carries the token]", () => {
  const record = { 'x-one': '1', authorization: undefined };
  const list = ['x-one', '1'];
  expect(withBearer(record, 'token-1')).toEqual({ 'x-one': '1', authorization: 'Bearer token-1' });
  expect(withBearer(list, 'token-1')).toEqual(['x-one', '1', 'authorization', 'Bearer token-1']);
  expect(record).toEqual({ 'x-one': '1', authorization: undefined });
  expect(list).toEqual(['x-one', '1']);
});
