import { describe, expect, it } from 'vitest';
import { migrate, setWith } from '../../test/migrate/migrate.fixture.ts';

describe('a renamed key', () => {
  const set = setWith({ renamed: { 'boost.a.old': 'boost.a.new' } });

  it.each([
    [
      'boost:\n  a:\n    # c\n    old: 1 # d\n    x: 2\n',
      'boost:\n  a:\n    # c\n    new: 1 # d\n    x: 2\n',
    ],
    ['boost:\n  a:\n    "old" : 1', 'boost:\n  a:\n    "new" : 1'],
    ["boost:\n  a: {'old': [1], x: 2}\n", "boost:\n  a: {'new': [1], x: 2}\n"],
    ['boost:\n  a:\n    &k old: &v 1\nx: *v\n', 'boost:\n  a:\n    &k new: &v 1\nx: *v\n'],
    ['boost:\n  a:\n    ? old\n    : 1\n', 'boost:\n  a:\n    ? new\n    : 1\n'],
    ['boost:\n  a:\n    old:\n      b: null\n', 'boost:\n  a:\n    new:\n      b: null\n'],
  ])(
    'keeps its place and its quotes: %j [configuration-migration/Renamed key keeps its value and comments]',
    (before, after) => {
      expect(migrate(before, [set])).toEqual({ after, findings: [], told: [] });
      expect(migrate(after, [set])).toEqual({ after, findings: [], told: [] });
    },
  );

  it('may be a section, and its new name may need quotes [configuration-migration/Renamed key keeps its value and comments]', () => {
    const odd = setWith({ renamed: { 'boost.a': 'boost.null', 'boost.b': 'boost.x y' } });
    const { after } = migrate('boost:\n  a: {c: 1}\n  b: 2\n', [odd]);
    expect(after).toBe('boost:\n  "null": {c: 1}\n  x y: 2\n');
  });

  it('is refused when both names are there', () => {
    const text = 'boost:\n  a:\n    old: 1\n    new:\n';
    const { after, told } = migrate(text, [set]);
    expect(after).toBe(text);
    expect(told).toEqual([
      {
        severity: 'error',
        code: 'not_migrated',
        path: 'boost.a.old',
        message: 'was not migrated: its new name is boost.a.new, and both are set',
        hint: 'Remove one of the two.',
        location: { file: 'app-config.yaml', line: 3, column: 5, endLine: 3, endColumn: 11 },
      },
    ]);
  });

  it.each([
    [
      'boost:\n  a: &a\n    old: 1\nx: *a\n',
      'an alias elsewhere repeats the section, and an edit would change or break it',
    ],
    ['x: &a {old: 1}\nboost: {a: *a}\n', 'it comes from an alias or a merge key'],
    ['boost:\n  a:\n    ? |-\n      old\n    : 1\n', 'its name spans several lines'],
  ])('is refused where an alias or a block is: %j', (text, reason) => {
    const { after, told } = migrate(text, [set]);
    expect(after).toBe(text);
    expect(told.map(({ message }) => message)).toEqual([`was not migrated: ${reason}`]);
  });
});

it('makes the migrations of every set in their order [configuration-migration/Renamed key keeps its value and comments]', () => {
  const first = setWith({ renamed: { 'boost.a': 'boost.b' } });
  const second = {
    ...setWith({}),
    version: 3,
    migrations: [
      { to: 2, renamed: { 'boost.b': 'boost.c' } },
      { to: 3, renamed: { 'boost.c': 'boost.d' } },
    ],
  };
  expect(migrate('boost: {a: 1}', [first, second]).after).toBe('boost: {d: 1}');
  expect(migrate('boost: {a: 1}', [second, first]).after).toBe('boost: {b: 1}');
  expect(migrate('boost: {a: 1}', []).after).toBe('boost: {a: 1}');
});
