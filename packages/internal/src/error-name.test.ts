import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { codeOf, isError, nameOf, systemCodeOf } from './error-name.ts';

/** What code in another realm makes, as Jest's sandbox is one beside Node's own. */
const foreign = (code: string): unknown => runInNewContext(code);
/** A DOMException of another realm has the tag, and another Error above it. */
const foreignDomException = {
  name: 'AbortError',
  get [Symbol.toStringTag]() {
    return 'DOMException';
  },
};

class StoreFailure extends Error {}

const coded = (code: unknown, name = 'Error') => Object.assign(new Error('text'), { code, name });

describe('an error of any realm is one', () => {
  test.each<[string, unknown]>([
    ['of this realm', new RangeError()],
    ['of a class', new StoreFailure()],
    ['of another realm', foreign('new TypeError("x")')],
    ['a DOMException', new DOMException()],
    ['a DOMException of another realm', foreignDomException],
  ])('%s', (_, value) => {
    expect(isError(value)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'Error'],
    ['an object that looks like one', { name: 'Error', message: 'x', stack: 'y' }],
    [
      'an object whose tag throws',
      {
        get [Symbol.toStringTag]() {
          throw new Error('x');
        },
      },
    ],
  ])('%s is none', (_, value) => {
    expect(isError(value)).toBe(false);
  });
});

describe('its code and name are words or nothing', () => {
  test.each<[unknown, string | undefined, string | undefined]>([
    [coded('ECONNRESET'), 'ECONNRESET', 'ECONNRESET'],
    [coded('ERR_SSL_SSL/TLS_ALERT_BAD'), 'ERR_SSL_SSL/TLS_ALERT_BAD', 'ERR_SSL_SSL/TLS_ALERT_BAD'],
    [foreign('Object.assign(new Error("x"), { code: "ENOTFOUND" })'), 'ENOTFOUND', 'ENOTFOUND'],
    [coded('word'), 'word', undefined],
    [coded('a-word'), undefined, undefined],
    [coded('two words'), undefined, undefined],
    [coded('C'.repeat(61)), undefined, 'C'.repeat(61)],
    [coded('C'.repeat(62)), undefined, undefined],
    [coded(7), undefined, undefined],
    [{ code: 'ECONNRESET' }, undefined, undefined],
  ])('codes of case %#', (error, code, system) => {
    expect(codeOf(error)).toBe(code);
    expect(systemCodeOf(error)).toBe(system);
  });

  test.each<[unknown, string | undefined]>([
    [new RangeError('x'), 'RangeError'],
    [new StoreFailure('x'), 'StoreFailure'],
    [foreign('new TypeError("x")'), 'TypeError'],
    [new Error('x'), undefined],
    [coded('X', 'N'.repeat(60)), 'N'.repeat(60)],
    [coded('X', 'N'.repeat(61)), undefined],
    [coded('X', 'the wish of a user'), undefined],
    ['text of a user', undefined],
    [
      Object.defineProperty(new RangeError('x'), 'name', {
        get() {
          throw new Error('y');
        },
      }),
      'RangeError',
    ],
  ])('names of case %#', (error, name) => {
    expect(nameOf(error)).toBe(name);
  });
});

test("A8: no package asks by instanceof for a class of the language or of Node, which another realm's object is not of", () => {
  const packages = join(import.meta.dirname, '..', '..');
  const files = globSync('*/src/**/*.ts', { cwd: packages }).filter(
    file => !/\.(?:test|fixture)\.ts$/.test(file),
  );
  const asking =
    /instanceof (?:(?:Type|Range|Syntax|Reference|Aggregate)?Error|DOMException|URL|Map|Set|Date|RegExp|Promise|Blob|\w*Array(?:Buffer)?|AbortSignal)\b/;
  const found = files.filter(file => asking.test(readFileSync(join(packages, file), 'utf8')));

  expect(files.length).toBeGreaterThan(300);
  expect(found).toEqual(['internal/src/error-name.ts']);
});
