import { expect, test } from 'vitest';
import {
  anything,
  choice,
  fields,
  flag,
  integer,
  list,
  map,
  object,
  optional,
  required,
  type ShapeData,
  text,
} from '../shapes/shape.ts';
import { contractIssues } from './answer.ts';

const shape = fields<{
  items: readonly { name: string; labels?: Readonly<Record<string, string>> }[];
  totalCount: number;
}>({
  items: required(list(fields({ name: required(text), labels: optional(map(text)) }))),
  totalCount: required(integer, 'total_count'),
});

test('the items of a list are one place, told by the first that differs [kagenti-api/Drift is reported]', () => {
  const good = { name: 'a' };
  const items = [
    good,
    ...Array.from({ length: 20_000 }, () => ({ name: 7, labels: { a: 1, b: 2 } })),
  ];

  expect(contractIssues({ items, total_count: 'x' }, shape)).toEqual([
    { path: 'items.1.name', code: 'invalid_type' },
    { path: 'items.1.labels.*', code: 'invalid_type' },
    { path: 'total_count', code: 'invalid_type' },
  ]);
});

test('a place that differs in two ways is told twice [kagenti-api/Drift is reported]', () => {
  const counts = list(fields<{ count: number }>({ count: required(integer) }));

  expect(
    contractIssues([{ count: 0.5 }, { count: 'x' }, { count: 1e300 }, { count: 1e300 }], counts),
  ).toEqual([
    { path: '0.count', code: 'invalid_type' },
    { path: '2.count', code: 'too_big' },
  ]);
});

test.each(['SECRET user text\u001B[31m\nline2', '__proto__', 'a.b', 'x'.repeat(10_000), ''])(
  'a key of a map is not shown, whatever it is [kagenti-api/Drift is reported]',
  key => {
    const value = JSON.parse(
      `{"items":[{"name":"a","labels":{${JSON.stringify(key)}:5}}],"total_count":1}`,
    );
    const issues = contractIssues(value, shape);

    expect(issues).toEqual([{ path: 'items.0.labels.*', code: 'invalid_type' }]);
  },
);

test.each<[string, ShapeData, readonly unknown[], readonly unknown[]]>([
  ['text', text, ['', 'a'], [null, 1, {}, []]],
  ['a choice', choice('a'), ['a', 'a new one'], [null, 1]],
  ['a flag', flag, [true, false], [null, 'true', 0]],
  ['a whole number', integer, [0, -1, 2 ** 53 - 1], [null, '1', 0.5]],
  ['an object', object, [{}, { a: 1 }], [null, [], 'a']],
  ['anything', anything, [null, 0, [], {}], [undefined]],
  ['a list', list(text), [[], ['a']], [null, {}, 'a']],
  ['a map', map(text), [{}, { a: 'b' }], [null, [], 'a']],
  [
    'fields',
    fields<{ a?: string }>({ a: optional(text) }),
    [{}, { a: null }, { b: 1 }],
    [null, []],
  ],
])('the shape of %s', (_kind, one, good, bad) => {
  expect(good.map(value => contractIssues(value, one))).toEqual(good.map(() => []));
  expect(bad.map(value => contractIssues(value, one))).toEqual(
    bad.map(() => [{ path: '', code: 'invalid_type' }]),
  );
});

test('a whole number that JavaScript rounds', () => {
  expect(contractIssues(2 ** 53, integer)).toEqual([{ path: '', code: 'too_big' }]);
  expect(contractIssues(-(2 ** 53), integer)).toEqual([{ path: '', code: 'too_small' }]);
});

test('a required field that is missing or null', () => {
  const name = fields<{ name: string }>({ name: required(text) });

  for (const value of [{}, { name: null }]) {
    expect(contractIssues(value, name)).toEqual([{ path: 'name', code: 'invalid_type' }]);
  }
});
