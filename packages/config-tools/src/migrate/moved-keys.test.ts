import { describe, expect, it } from 'vitest';
import { lines, migrate, setWith } from '../../test/migrate/migrate.fixture.ts';

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
      lines('boost:', '  a:', '    old: 1', '  b:', '    ? y', '    : 3', '  x: 2'),
      lines('boost:', '  b:', '    ? y', '    : 3', '    c:', '      new: 1', '  x: 2'),
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
    'goes with its comments to the end of its new section: %j [configuration-migration/Renamed key keeps its value and comments]',
    (before, after) => {
      expect(migrate(before, [set])).toEqual({ after, findings: [], told: [] });
      expect(migrate(after, [set])).toEqual({ after, findings: [], told: [] });
    },
  );

  const cannotMove = {
    message: 'was not migrated: it moves to another section, but cannot be moved as it is written',
  };
  const notEditable = {
    message: 'was not migrated: an edit of it would change something else',
  };
  const repeated = {
    message:
      'was not migrated: an alias elsewhere repeats the section, and an edit would change or break it',
  };
  const hint = 'Write the section as keys on separate lines, then run the command again.';
  const notWritten = { message: 'was not migrated: its section is not written in this file', hint };
  const notAdded = {
    message: 'was not migrated: no key can be added to its section as it is written',
    hint,
  };

  it.each([
    ['boost:\n  a:\n    old: &v 1\n', 'boost.a.old', cannotMove],
    ['boost:\n  a:\n    &k old: 1\n', 'boost.a.old', cannotMove],
    ['x: &v 1\nboost:\n  a:\n    old: [*v]\n', 'boost.a.old', cannotMove],
    ['boost:\n  a:\n    ? old\n    : 1\n', 'boost.a.old', cannotMove],
    ['boost:\n  a: {old: {\n      p: 1}}\n', 'boost.a.old', cannotMove],
    ['boost:\n  a: {old: "#"}\n', 'boost.a.old', cannotMove],
    ['boost:\n  a:\n    old: a, b\n  b: {y: 3}\n', 'boost.a.old', notEditable],
    ['boost:\n  a:\n    old: 1\n  b: null\n', 'boost.b.c.new', notWritten],
    ['boost:\n  a:\n    old: 1\n  b: 7\n', 'boost.b.c.new', notWritten],
    ['boost:\n  a:\n    old: 1\n  b: {}\n', 'boost.b.c.new', notWritten],
    ['x: &b {y: 1}\nboost:\n  a:\n    old: 1\n  b: *b\n', 'boost.b.c.new', notWritten],
    ['boost:\n  a:\n    old:\n      p: 1\n  b: {y: 3}\n', 'boost.b.c.new', notAdded],
    ['boost:\n  a:\n    old: 1\n  b: &b\n    y: 3\nx: *b\n', 'boost.b.c.new', repeated],
    ['boost:\n  a:\n    old: 1\n  b: {c: &c {y: 1}, d: *c}\n', 'boost.b.c.new', repeated],
  ])('is refused where it cannot be taken: %j', (text, path, refusal) => {
    const { after, told } = migrate(text, [set]);
    expect(told).toMatchObject([{ path, ...refusal }]);
    expect(after).toBe(text);
  });

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
    'goes to new sections that are written as what is around them: %s in %j [configuration-migration/Renamed key keeps its value and comments]',
    (to, before, after) => {
      const moving = setWith({ renamed: { 'boost.a.old': to } });
      expect(migrate(before, [moving]).after).toBe(after);
    },
  );
});
