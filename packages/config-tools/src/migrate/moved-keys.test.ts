import { describe, expect, it } from 'vitest';
import { lines, migrate, setWith } from './migrate.fixture.ts';

describe('a key that moves', () => {
  const set = setWith({ renamed: { 'boost.a.old': 'boost.b.c.new' } });

  it.each([
    [
      lines(
        'boost:',
        '  a:',
        '    # own',
        '    old: 1 # own, too',
        '    x: 2',
        '  b:',
        '    c:',
        '      y: 3',
        '  z: 4',
      ),
      lines(
        'boost:',
        '  a:',
        '    x: 2',
        '  b:',
        '    c:',
        '      y: 3',
        '      # own',
        '      new: 1 # own, too',
        '  z: 4',
      ),
    ],
    [
      lines('boost:', '  a:', '    old: 1', '  b:', '    y: 3'),
      lines('boost:', '  b:', '    y: 3', '    c:', '      new: 1'),
    ],
    [
      lines('boost:', '  a:', '    old: 1', '    x: 2'),
      lines('boost:', '  a:', '    x: 2', '  b:', '    c:', '      new: 1'),
    ],
    [
      lines('boost:', '    a: {old: "1"}', '    x: 2'),
      lines('boost:', '    x: 2', '    b:', '        c:', '            new: "1"'),
    ],
    [
      lines(
        'boost:',
        '  a:',
        '    old:',
        '      - 1',
        '',
        '      # c',
        '      - |',
        '        t',
        '  x: 2',
      ),
      lines(
        'boost:',
        '  x: 2',
        '  b:',
        '    c:',
        '      new:',
        '        - 1',
        '',
        '        # c',
        '        - |',
        '          t',
      ),
    ],
    [
      lines('boost:', '  a:', '    "old": {p: 1}', '  b: {y: 3}'),
      lines('boost:', '  b: {y: 3, c: { "new": {p: 1} }}'),
    ],
    [
      lines('boost: {a: {old: 1, x: 2}, b: {c: {y: 3}}}'),
      lines('boost: {a: {x: 2}, b: {c: {y: 3, new: 1}}}'),
    ],
    [
      lines(
        'boost:',
        '  a:',
        '    old:',
        ' # left',
        '      - 1',
        '# far left',
        '      - 2',
        '  x: 2',
      ),
      lines(
        'boost:',
        '  x: 2',
        '  b:',
        '    c:',
        '      new:',
        '      # left',
        '        - 1',
        '      # far left',
        '        - 2',
      ),
    ],
    [
      'boost:\n  a:\n    old: 1\n  b:\n    c:\n      y: 3',
      'boost:\n  b:\n    c:\n      y: 3\n      new: 1',
    ],
    [
      'boost:\r\n  a:\r\n    old: >\r\n      t\r\n  b:\r\n    y: 3\r\n',
      'boost:\r\n  b:\r\n    y: 3\r\n    c:\r\n      new: >\r\n        t\r\n',
    ],
    [
      lines(
        'kind: ConfigMap',
        'data:',
        '  a.yaml: |',
        '    boost:',
        '      a:',
        '        old: 1',
        '      x: 2',
        '  z: 1',
      ),
      lines(
        'kind: ConfigMap',
        'data:',
        '  a.yaml: |',
        '    boost:',
        '      x: 2',
        '      b:',
        '        c:',
        '          new: 1',
        '  z: 1',
      ),
    ],
  ])(
    'goes with its comments to the end of its new section: %j [configuration-migration/Renamed key moves to its new section]',
    (before, after) => {
      expect(migrate(before, [set])).toEqual({ after, findings: [], told: [] });
      expect(migrate(after, [set])).toEqual({ after, findings: [], told: [] });
    },
  );

  const cannotMove = 'it moves to another section, and cannot be taken there as it is written';
  const notWritten = 'its section is not written out here';
  const notAdded = 'its section is written in a way that it cannot be added to';
  it.each([
    ['boost:\n  a:\n    old: &v 1\n', cannotMove],
    ['boost:\n  a:\n    &k old: 1\n', cannotMove],
    ['x: &v 1\nboost:\n  a:\n    old: [*v]\n', cannotMove],
    ['boost:\n  a:\n    ? old\n    : 1\n', cannotMove],
    ['boost:\n  a: {old: {\n      p: 1}}\n', cannotMove],
    ['boost:\n  a: {old: "#"}\n', cannotMove],
    ['boost:\n  a:\n    old: 1\n  b: null\n', notWritten],
    ['boost:\n  a:\n    old: 1\n  b: 7\n', notWritten],
    ['boost:\n  a:\n    old: 1\n  b: {}\n', notWritten],
    ['x: &b {y: 1}\nboost:\n  a:\n    old: 1\n  b: *b\n', notWritten],
    ['boost:\n  a:\n    old:\n      p: 1\n  b: {y: 3}\n', notAdded],
    ['boost:\n  a:\n    old: 1\n  b:\n    ? y\n    : 3\n', ''],
    [
      'boost:\n  a:\n    old: 1\n  b: &b\n    y: 3\nx: *b\n',
      'an alias repeats the section elsewhere, which an edit would change or break',
    ],
    [
      'boost:\n  a:\n    old: a, b\n  b: {y: 3}\n',
      'it is written in a way that cannot be edited without changing something else',
    ],
  ])(
    'is refused where it cannot be taken: %j [configuration-migration/Key that cannot move is refused]',
    (text, reason) => {
      const { after, told } = migrate(text, [set]);
      const expected = reason === '' ? [] : [`was not migrated: ${reason}`];
      expect(told.map(({ message }) => message)).toEqual(expected);
      expect(after === text).toBe(reason !== '');
    },
  );

  it.each([
    ['{}', 'its section is not written out here'],
    ['\n    ? y\n    : 3\n  c: 1', ''],
    [
      '{c: &c {y: 1}, d: *c}',
      'an alias repeats the section elsewhere, which an edit would change or break',
    ],
  ])(
    'is refused by its new name where its new section is %j [configuration-migration/Key that cannot move is refused]',
    (section, reason) => {
      const text = `boost:\n  a:\n    old: 1\n  b: ${section}\n`;
      const { told } = migrate(text, [set]);
      expect(told.map(({ path, message }) => [path, message])).toEqual(
        reason === '' ? [] : [['boost.b.c.new', `was not migrated: ${reason}`]],
      );
    },
  );

  it.each([
    ['boost:\n  a:\n    old: 1\n  b: 7\n', 'its section is not written out here'],
    [
      'boost:\n  a:\n    old:\n      p: 1\n  b: {y: 3}\n',
      'its section is written in a way that it cannot be added to',
    ],
  ])(
    'is refused with the way out: %j [configuration-migration/Key that cannot move is refused]',
    (text, reason) => {
      const { told } = migrate(text, [set]);
      expect(told).toMatchObject([
        {
          path: 'boost.b.c.new',
          message: `was not migrated: ${reason}`,
          hint: 'Write the section out as keys below each other, then run it again.',
        },
      ]);
    },
  );

  it.each([
    ['boost.b, c.new', 'boost:\n  a: {old: 1}\n  x: 2\n', 'boost:\n  x: 2\n  b, c:\n    new: 1\n'],
    ['boost.b, c.new', 'boost: {a: {old: 1}, x: 2}\n', 'boost: {x: 2, "b, c": { new: 1 }}\n'],
    [
      'boost.b.c.d.new',
      'boost: {a: {old: 1}, x: 2}\n',
      'boost: {x: 2, b: { c: { d: { new: 1 } } }}\n',
    ],
    [
      'other.new',
      'boost:\n    a:\n        old: 1\n    x: 2\n',
      'boost:\n    x: 2\nother:\n  new: 1\n',
    ],
  ])(
    'goes to new sections that are written as what is around them: %s in %j [configuration-migration/Renamed key moves to its new section]',
    (to, before, after) => {
      const moving = setWith({ renamed: { 'boost.a.old': to } });
      expect(migrate(before, [moving]).after).toBe(after);
    },
  );
});
