import type { FieldTableEntry } from '@rhdh-boost/config-schema/artefacts';
import { describe, expect, it } from 'vitest';
import { field } from '../../test/compat/field-table.fixture.ts';
import { compareFields } from './compare-fields.ts';

type Differences = Partial<FieldTableEntry>;

const changesOf = (before: Differences, after: Differences) =>
  compareFields(field(before), field(after)).map(
    ({ rule, description }) => `${rule}: ${description}`,
  );

describe('a field', () => {
  it('must be set now', () => {
    expect(changesOf({}, { required: true })).toEqual(['became-required: must be set']);
  });

  it('may be left out now', () => {
    expect(changesOf({ required: true }, {})).toEqual(['became-optional: may be left out']);
  });

  const short = 'is short';
  const code = 'what its code says, which no rule describes';

  it.each<[Differences, Differences, ...string[]]>([
    [{}, { rules: [short] }, `rule-added: must hold now: ${short}`],
    [{ rules: ['is odd'] }, { rules: [short, 'is odd'] }, `rule-added: must hold now: ${short}`],
    [
      { rules: ['is odd'] },
      { rules: [short] },
      `rule-added: must hold now: ${short}`,
      'rule-dropped: need not hold: is odd',
    ],
    [{}, { opaque: true }, `rule-added: must hold now: ${code}`],
    [
      { opaque: true },
      { rules: [short] },
      `rule-added: must hold now: ${short}`,
      `rule-dropped: need not hold: ${code}`,
    ],
  ])('is %j and becomes %j', (before, after, ...changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });

  it.each<[Differences, Differences, ...string[]]>([
    [{ rules: [short] }, {}, `rule-dropped: need not hold: ${short}`],
    [{ opaque: true }, {}, `rule-dropped: need not hold: ${code}`],
    [{ rules: ['is odd', short] }, { rules: [short, 'is odd'] }],
  ])('was %j and is %j', (before, after, ...changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });

  it.each([
    ['db-overridable', 'yaml-only', 'it can no longer be set in the database'],
    ['db-overridable', 'db-only', 'it can no longer be set in app-config'],
    ['yaml-only', 'db-only', 'it can no longer be set in app-config'],
    ['db-only', 'yaml-only', 'it can no longer be set in the database'],
  ] as const)('was %s and is %s', (before, after, why) => {
    expect(changesOf({ scope: before }, { scope: after })).toEqual([
      `scope-narrowed: was ${before}, is ${after}: ${why}`,
    ]);
  });

  it.each(['yaml-only', 'db-only'] as const)('was %s and is db-overridable', before => {
    expect(changesOf({ scope: before }, { scope: 'db-overridable' })).toEqual([
      `scope-widened: was ${before}, is db-overridable`,
    ]);
  });

  it.each([
    ['backend', 'frontend', 'visibility-to-frontend'],
    ['secret', 'frontend', 'visibility-to-frontend'],
    ['frontend', 'backend', 'visibility-from-frontend'],
    ['frontend', 'secret', 'visibility-from-frontend'],
    ['backend', 'secret', 'visibility-to-secret'],
    ['secret', 'backend', 'visibility-from-secret'],
  ] as const)('was %s and is %s', (before, after, rule) => {
    expect(changesOf({ visibility: before }, { visibility: after })).toEqual([
      `${rule}: was ${before}, is ${after}`,
    ]);
  });

  it('becomes sensitive, or stops to be', () => {
    expect(changesOf({}, { sensitive: true })).toEqual(['became-sensitive: is now sensitive']);
    expect(changesOf({ sensitive: true }, {})).toEqual([
      'no-longer-sensitive: is no longer sensitive',
    ]);
  });

  it('has another default', () => {
    expect(changesOf({}, { default: null })).toEqual([
      'default-changed: default was none, is null',
    ]);
    expect(changesOf({ default: ['a'] }, { default: ['b'] })).toEqual([
      'default-changed: default was ["a"], is ["b"]',
    ]);
    expect(changesOf({ default: { a: 1, b: 2 } }, { default: { b: 2, a: 1 } })).toEqual([]);
  });

  it.each([
    ['before', { sensitive: true, default: 'c4n4ry' }, { default: 'x' }],
    ['after', { default: 'x' }, { sensitive: true, default: 'c4n4ry' }],
  ] as const)('that was sensitive %s hides its defaults', (_, before, after) => {
    const hidden = 'hidden, since the field is sensitive';
    expect(changesOf(before, after)).toContain(
      `default-changed: default was ${hidden}, is ${hidden}`,
    );
    expect(changesOf(before, after).join('\n')).not.toContain('c4n4ry');
  });

  it.each([
    [{}, { description: 'Else.' }, 'description-changed: has another description'],
    [{}, { since: 2 }, 'since-changed: was there since 1, is since 2'],
    [{}, { deprecated: { message: 'a' } }, 'deprecation-changed: is now deprecated'],
    [{ deprecated: { message: 'a' } }, {}, 'deprecation-changed: is no longer deprecated'],
    [
      { deprecated: { message: 'a' } },
      { deprecated: { message: 'b' } },
      'deprecation-changed: has another deprecation notice',
    ],
  ])('%j becomes %j', (before, after, change) => {
    expect(changesOf(before, after)).toEqual([change]);
  });
});
