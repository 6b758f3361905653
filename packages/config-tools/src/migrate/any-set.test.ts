import { describe, expect, it } from 'vitest';
import { lines, migrate, setWith } from './migrate.fixture.ts';

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
    'keeps its place and its quotes: %j [configuration-migration/Renamed key keeps its place]',
    async (before, after) => {
      expect(await migrate(before, [set])).toEqual({ after, findings: [], told: [] });
      expect(await migrate(after, [set])).toEqual({ after, findings: [], told: [] });
    },
  );

  it('may be a section, and its new name may need quotes [configuration-migration/Renamed key keeps its place]', async () => {
    const odd = setWith({ renamed: { 'boost.a': 'boost.null', 'boost.b': 'boost.x y' } });
    const { after } = await migrate('boost:\n  a: {c: 1}\n  b: 2\n', [odd]);
    expect(after).toBe('boost:\n  "null": {c: 1}\n  x y: 2\n');
  });

  it('is refused when both names are there [configuration-migration/Key that cannot move is refused]', async () => {
    const text = 'boost:\n  a:\n    old: 1\n    new:\n';
    const { after, told } = await migrate(text, [set]);
    expect(after).toBe(text);
    expect(told).toEqual([
      {
        severity: 'error',
        code: 'not_migrated',
        path: 'boost.a.old',
        message: 'was not migrated: it is called boost.a.new now, and both are there',
        hint: 'Keep one of the two.',
        location: { file: 'app-config.yaml', line: 3, column: 5, endLine: 3, endColumn: 11 },
      },
    ]);
  });

  it.each([
    [
      'boost:\n  a: &a\n    old: 1\nx: *a\n',
      'an alias repeats the section elsewhere, which an edit would change or break',
    ],
    ['x: &a {old: 1}\nboost: {a: *a}\n', 'an alias or a merge brings it in from elsewhere'],
    ['boost:\n  a:\n    ? |-\n      old\n    : 1\n', 'its name is not written in one line'],
  ])(
    'is refused where an alias or a block is: %j [configuration-migration/Key that cannot move is refused]',
    async (text, reason) => {
      const { after, told } = await migrate(text, [set]);
      expect(after).toBe(text);
      expect(told.map(({ message }) => message)).toEqual([`was not migrated: ${reason}`]);
    },
  );
});

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
    async (before, after) => {
      expect(await migrate(before, [set])).toEqual({ after, findings: [], told: [] });
      expect(await migrate(after, [set])).toEqual({ after, findings: [], told: [] });
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
    async (text, reason) => {
      const { after, told } = await migrate(text, [set]);
      const expected = reason === '' ? [] : [`was not migrated: ${reason}`];
      expect(told.map(({ message }) => message)).toEqual(expected);
      expect(after === text).toBe(reason !== '');
    },
  );
});

describe('a value', () => {
  const modes = new Map<unknown, unknown>([
    ['none', 'no-auth'],
    ['a', 7],
    ['b', true],
    ['n', null],
    ['l', [1]],
    [5, 'five'],
    ["it's", "it's new"],
    ['c', 'x: y'],
    ['e', ''],
  ]);
  const changeMode = (value: unknown): unknown => {
    if (value === 'bad') throw new Error('c4n4ry');
    const mode = typeof value === 'string' ? value.trim() : value;
    return modes.has(mode) ? modes.get(mode) : value;
  };
  const set = setWith({ values: { 'boost.mode': changeMode } });
  const oldSet = setWith({
    removed: { 'boost.gone': 'nothing replaces it' },
    values: { 'boost.mode': changeMode },
  });

  it.each([
    ['none', 'no-auth'],
    ['"none" # c', '"no-auth" # c'],
    ["'none'", "'no-auth'"],
    ['a', '7'],
    ['"b"', 'true'],
    ['5', 'five'],
    ["'it''s'", "'it''s new'"],
    ['c', '"x: y"'],
    ["'c'", "'x: y'"],
    ['e', '""'],
    ['!!str none', '!!str no-auth'],
  ])(
    'is changed in its place: %s [configuration-migration/Values are brought to the new version]',
    async (before, after) => {
      expect(await migrate(`boost:\n  mode: ${before}\n  x: 1\n`, [set])).toEqual({
        after: `boost:\n  mode: ${after}\n  x: 1\n`,
        findings: [],
        told: [],
      });
      expect(
        (await migrate(`boost: {mode: ${before.replace(' # c', '')}, x: 1}\n`, [set])).after,
      ).toBe(`boost: {mode: ${after.replace(' # c', '')}, x: 1}\n`);
    },
  );

  it.each([
    'full',
    '"${MODE}"',
    '{$env: MODE}',
    '{$file: mode.txt}',
    '{$include: mode.yaml}',
    'bad',
    '[1]',
    'null',
  ])(
    'stays that need not change or is not known: %s [configuration-migration/Values are brought to the new version]',
    async value => {
      const text = `boost:\n  mode: ${value}\n`;
      expect(await migrate(text, [set])).toEqual({ after: text, findings: [], told: [] });
    },
  );

  it.each([
    '"a ${MODE}"',
    '{$env: MODE}',
    '{$file: mode.txt}',
    '{$include: mode.yaml}',
    'bad',
    'n',
    'l',
    '|\n    none',
    '>-\n    none',
  ])(
    'of an old file that cannot be changed is listed: %j [configuration-migration/Value that cannot be changed is listed]',
    async value => {
      const text = `boost:\n  x: 1\n  mode: ${value}\n`;
      const old = text.replace('x: 1', 'gone: 1');
      const { after, told, findings } = await migrate(old, [oldSet]);
      expect(after).toBe(text.replace('  x: 1\n', ''));
      expect(findings).toEqual([
        'warning removed_key boost.gone 2:3',
        'warning value_by_hand boost.mode 3:3',
      ]);
      expect(told[1]).toMatchObject({
        message: 'takes other values than before, and this one could not be changed here',
        hint: 'See what it takes with "boost-config explain boost.mode".',
      });
      expect(JSON.stringify(told)).not.toContain('c4n4ry');
    },
  );

  it('that an alias brings in is listed, and one that is repeated is refused [configuration-migration/Value that cannot be changed is listed]', async () => {
    const text = 'x: &m none\nboost:\n  mode: *m\n';
    expect(await migrate(text, [set])).toMatchObject({
      after: text,
      findings: ['warning value_by_hand boost.mode 3:3'],
    });
    const repeated = 'boost:\n  mode: &m none\nx: *m\n';
    expect(await migrate(repeated, [set])).toMatchObject({
      after: repeated,
      findings: ['error not_migrated boost.mode 3:4'],
    });
  });

  it('is listed at the name that it had [configuration-migration/Value that cannot be changed is listed]', async () => {
    const renaming = setWith({
      renamed: { 'boost.kind': 'boost.mode' },
      values: { 'boost.mode': () => [] },
    });
    const { after, findings } = await migrate('boost:\n  x: 1\n  kind: none\n', [renaming]);
    expect(after).toBe('boost:\n  x: 1\n  mode: none\n');
    expect(findings).toEqual(['warning value_by_hand boost.mode 3:3']);
  });

  describe('that is changed differently each time', () => {
    const seconds = { 'boost.wait': (value: unknown) => Number(value) * 1000 };

    it('stays when nothing shows that the file is old [configuration-migration/Value is not changed twice]', async () => {
      const text = 'boost:\n  wait: 5\n';
      expect(await migrate(text, [setWith({ values: seconds })])).toEqual({
        after: text,
        findings: [],
        told: [],
      });
    });

    it.each([
      [
        'boost:\n  waitSeconds: 5\n',
        'boost:\n  wait: 5000\n',
        { renamed: { 'boost.waitSeconds': 'boost.wait' } },
      ],
      [
        'boost:\n  unit: s\n  wait: 5\n',
        'boost:\n  wait: 5000\n',
        { removed: { 'boost.unit': 'it is always ms' } },
      ],
    ])(
      'is changed once when a key shows it: %j [configuration-migration/Value is not changed twice]',
      async (before, after, changes) => {
        const set2 = setWith({ ...changes, values: seconds });
        expect((await migrate(before, [set2])).after).toBe(after);
        expect((await migrate(after, [set2])).after).toBe(after);
      },
    );
  });
});

describe('a placeholder of another section', () => {
  const set = setWith({
    removed: { 'boost.a.gone': 'boost.b replaces it' },
    placeholders: {
      'boost.b.url': '${B_URL}',
      'boost.b.user': 'fill: in',
      'boost.a.stays': '${A}',
    },
  });

  it('is written at the end of that section [configuration-migration/Placeholder may belong to another section]', async () => {
    const { after, findings, told } = await migrate(
      lines('boost:', '  a:', '    gone: 1', '  z: 2'),
      [set],
    );
    expect(after).toBe(
      lines(
        'boost:',
        '  a:',
        '    stays: ${A}',
        '  z: 2',
        '  b:',
        '    url: ${B_URL}',
        '    user: "fill: in"',
      ),
    );
    expect(findings).toEqual([
      'warning removed_key boost.a.gone 3:5',
      'warning placeholder boost.a.stays 3:5',
      'warning placeholder boost.b.url 3:5',
      'warning placeholder boost.b.user 3:5',
    ]);
    expect(told.at(-1)).toMatchObject({
      message: 'is written as fill: in',
      hint: 'Write the value in its place.',
    });
  });

  it('is written in braces, too [configuration-migration/Placeholder may belong to another section]', async () => {
    const { after } = await migrate('boost: {a: {gone: 1}, z: 2}\n', [set]);
    expect(after).toBe(
      'boost: {a: {stays: "${A}"}, z: 2, b: { url: "${B_URL}", user: "fill: in" }}\n'.replace(
        'user: "fill: in" }',
        'user: "fill: in" }',
      ),
    );
  });

  it('is not written where nothing was removed, or only null [configuration-migration/Placeholder may belong to another section]', async () => {
    const text = 'boost:\n  a: {stays: 1}\n';
    expect((await migrate(text, [set])).after).toBe(text);
    expect((await migrate('boost:\n  a: {stays: 1, gone: null}\n', [set])).after).toBe(text);
  });

  it('is refused where its section is not written out [configuration-migration/Placeholder may belong to another section]', async () => {
    const text = 'boost:\n  a: {gone: 1}\n  b: 7\n';
    const { after, findings } = await migrate(text, [set]);
    expect(after).toBe(text);
    expect(findings.at(-1)).toBe('error not_migrated boost.b.url 3:6');
  });
});

it('makes the migrations of every set in their order [configuration-migration/Renamed key keeps its place]', async () => {
  const first = setWith({ renamed: { 'boost.a': 'boost.b' } });
  const second = {
    ...setWith({}),
    version: 3,
    migrations: [
      { to: 2, renamed: { 'boost.b': 'boost.c' } },
      { to: 3, renamed: { 'boost.c': 'boost.d' } },
    ],
  };
  expect((await migrate('boost: {a: 1}', [first, second])).after).toBe('boost: {d: 1}');
  expect((await migrate('boost: {a: 1}', [second, first])).after).toBe('boost: {b: 1}');
  expect((await migrate('boost: {a: 1}', [])).after).toBe('boost: {a: 1}');
});
