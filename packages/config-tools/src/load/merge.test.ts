import { describe, expect, it } from 'vitest';
import { toPlainValue } from '../check/config-value.ts';
import { createPlainSource } from '../source/app-config-source.ts';
import type { ConfigNode } from './config-node.ts';
import { mergeConfig } from './merge.ts';

/** A tree of plain data as if it stood in a file; each name and value has that file's place. */
function nodeOf(value: unknown, file: string): ConfigNode {
  const place = { source: createPlainSource(file, ''), start: 0, end: 0 };
  if (value === unknown) return { kind: 'unknown', place, variables: ['X'], literal: false };
  if (Array.isArray(value))
    return { kind: 'list', place, items: value.map(item => nodeOf(item, file)) };
  if (typeof value !== 'object' || value === null)
    return { kind: 'value', place, value, literal: true };
  const entries = Object.entries(value).map(
    ([name, below]) => [name, { keyPlace: place, node: nodeOf(below, file) }] as const,
  );
  return { kind: 'mapping', place, entries: new Map(entries) };
}

const unknown = Symbol('unknown');

/** Merges files named 0, 1, 2 … in their order. */
function merge(...files: readonly unknown[]): ConfigNode | undefined {
  return files.reduce<ConfigNode | undefined>(
    (earlier, file, index) =>
      file === undefined ? earlier : mergeConfig(nodeOf(file, String(index)), earlier),
    undefined,
  );
}

function plain(node: ConfigNode | undefined): unknown {
  return node === undefined ? undefined : toPlainValue(node);
}

/** Which file set each key and each value. */
function setters(node: ConfigNode | undefined, path = ''): Record<string, string> {
  if (node?.kind !== 'mapping') return {};
  const all: Record<string, string> = {};
  for (const [name, entry] of node.entries) {
    const here = `${path}/${name}`;
    all[here] = `${entry.keyPlace.source.file}${entry.node.place.source.file}`;
    Object.assign(all, setters(entry.node, here));
  }
  return all;
}

describe('mappings', () => {
  it('have the keys of both, the later first', () => {
    const merged = merge({ a: 1, b: { c: 1, d: 1 } }, { b: { d: 2, e: 2 }, f: 2 });
    expect(plain(merged)).toEqual({ a: 1, b: { c: 1, d: 2, e: 2 }, f: 2 });
    expect(setters(merged)).toEqual({
      '/a': '00',
      '/b': '11',
      '/b/c': '00',
      '/b/d': '11',
      '/b/e': '11',
      '/f': '11',
    });
  });

  it('stay when empty, and when the other file is silent', () => {
    expect(plain(merge({ a: {} }, {}))).toEqual({ a: {} });
    expect(plain(merge({ a: {} }, undefined))).toEqual({ a: {} });
    expect(plain(merge(undefined, { a: {} }))).toEqual({ a: {} });
    expect(plain(merge({ a: { b: 1 } }, { a: {} }))).toEqual({ a: { b: 1 } });
    expect(merge(undefined, undefined)).toBeUndefined();
  });
});

describe('lists', () => {
  it('are replaced whole, with null in them', () => {
    expect(plain(merge({ a: [1, { b: 1 }] }, { a: [null, { c: null }] }))).toEqual({
      a: [null, { c: null }],
    });
    expect(plain(merge({ a: [{ b: null }] }))).toEqual({ a: [{ b: null }] });
  });
});

describe('null', () => {
  it.each([
    [[{ a: null }]],
    [[{ a: 1 }, { a: null }]],
    [[{ a: { b: 1 } }, { a: null }]],
    [[{ a: [1] }, { a: null }]],
    [[{ a: unknown }, { a: null }]],
    [[{ a: null }, { a: null }]],
    [[{ a: null }, {}]],
    [[{ a: null }, undefined]],
  ])('%j leaves nothing', files => {
    expect(plain(merge(...files))).toEqual({});
  });

  it('removes below the top, and leaves the section', () => {
    expect(plain(merge({ a: { b: 1, c: null } }))).toEqual({ a: { b: 1 } });
    expect(plain(merge({ a: { b: 1 } }, { a: { b: null } }))).toEqual({ a: {} });
    expect(plain(merge({ a: { b: { c: null } } }, {}))).toEqual({ a: { b: {} } });
  });

  it('can be set again by a still later file', () => {
    expect(plain(merge({ a: { b: 1 } }, { a: null }, { a: { c: 3 } }))).toEqual({ a: { c: 3 } });
    expect(plain(merge({ a: 1 }, { a: null }, { a: 3 }))).toEqual({ a: 3 });
  });
});

describe('values', () => {
  it.each([
    [{ b: 1 }, 2],
    [{ b: 1 }, [2]],
    [{ b: 1 }, ''],
    [1, { b: 2 }],
    [[1], { b: 2 }],
    [1, 0],
    [1, false],
    [1, [2]],
    [[1], 2],
  ])('of %j and %j the later one is the result', (earlier, later) => {
    expect(plain(merge({ a: earlier }, { a: later }))).toEqual({ a: later });
  });

  it('unknown ones count as set', () => {
    expect(setters(merge({ a: 1, b: unknown }, { a: unknown, b: 2 }))).toEqual({
      '/a': '11',
      '/b': '11',
    });
    expect(merge({ a: { b: 1 } }, { a: unknown })).toMatchObject({
      entries: new Map([['a', { node: { kind: 'unknown' } }]]),
    });
    expect(setters(merge({ a: unknown }, {}))).toEqual({ '/a': '00' });
  });
});

/** Which file has the value that the section `a` of the merged files lies over. */
const covered = (...files: readonly unknown[]) => {
  const merged = merge(...files.map(value => (value === undefined ? {} : { a: value })));
  const node = merged?.kind === 'mapping' ? merged.entries.get('a')?.node : undefined;
  return node?.kind === 'mapping' ? node.covers?.source.file : 'no section';
};

describe('what a section lies over', () => {
  it.each([
    [[1, {}], '0'],
    [[[1], {}], '0'],
    [['', { b: 1 }], '0'],
    [[1, 2, {}], '1'],
    [[1, undefined, {}], '0'],
    [[1, {}, {}], '0'],
    [[1, {}, undefined], '0'],
    [[1, {}, 2, {}], '2'],
  ])(
    '%j is the value of file %s [configuration-check/Section over a value is a warning]',
    (files, file) => {
      expect(covered(...files)).toBe(file);
    },
  );

  it.each([
    [[{}, {}]],
    [[null, {}]],
    [[unknown, {}]],
    [[undefined, {}]],
    [[1, null, {}]],
    [[1, {}, null, {}]],
  ])('%j is nothing [configuration-check/Section over a value is a warning]', files => {
    expect(covered(...files)).toBeUndefined();
    expect(merge({ a: {} }, { a: {} })).not.toHaveProperty('covers');
  });
});
