import { expect, test } from 'vitest';
import { moody } from '../test/odd-value.fixture.ts';
import { frozenCopy, isSameValue, isTooDeep } from './json-value.ts';

test.each([
  [100, false],
  [101, true],
  [200_000, true],
])('%i nested lists are too deep: %s', (depth, expected) => {
  expect(isTooDeep(JSON.parse('['.repeat(depth) + ']'.repeat(depth)))).toBe(expected);
});

test('a copy is frozen at any depth, and its source is not', () => {
  const source: { list: unknown[]; self?: unknown } = { list: [{ a: 1 }] };
  source.self = source;
  const copy = frozenCopy(source);
  expect(copy).toEqual(source);
  const list: unknown = Reflect.get(Object(copy), 'list');
  const [first] = Array.isArray(list) ? list : [];
  expect(Reflect.get(Object(copy), 'self')).toBe(copy);
  expect([copy, list, first].map(part => Object.isFrozen(part))).toEqual([true, true, true]);
  expect(Object.isFrozen(source) || Object.isFrozen(source.list)).toBe(false);
  const deep = frozenCopy(JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)));
  expect(Object.isFrozen(deep)).toBe(true);
});

test('a name that is special elsewhere is a name like others in a copy', () => {
  const copy = frozenCopy(JSON.parse('{"__proto__":{"isAdmin":true}}'));
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"isAdmin":true}}');
});

test('what is no list or plain object stays what it is', () => {
  const date = new Date(0);
  expect(frozenCopy([date, 'text', null])).toEqual([date, 'text', null]);
});

test('a value that throws when it is read is the same as none', () => {
  expect(isSameValue(moody(9), moody(9))).toBe(true);
  expect(isSameValue(moody(0), moody(9))).toBe(false);
});
