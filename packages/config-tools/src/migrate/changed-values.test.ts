import { describe, expect, it } from 'vitest';
import { migrate, setWith } from '../../test/migrate/migrate.fixture.ts';

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
    (before, after) => {
      expect(migrate(`boost:\n  mode: ${before}\n  x: 1\n`, [set])).toEqual({
        after: `boost:\n  mode: ${after}\n  x: 1\n`,
        findings: [],
        told: [],
      });
      expect(migrate(`boost: {mode: ${before.replace(' # c', '')}, x: 1}\n`, [set]).after).toBe(
        `boost: {mode: ${after.replace(' # c', '')}, x: 1}\n`,
      );
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
  ])('stays that need not change or is not known: %s', value => {
    const text = `boost:\n  mode: ${value}\n`;
    expect(migrate(text, [set])).toEqual({ after: text, findings: [], told: [] });
  });

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
    value => {
      const text = `boost:\n  x: 1\n  mode: ${value}\n`;
      const old = text.replace('x: 1', 'gone: 1');
      const { after, told, findings } = migrate(old, [oldSet]);
      expect(after).toBe(text.replace('  x: 1\n', ''));
      expect(findings).toEqual([
        'warning removed_key boost.gone 2:3',
        'warning value_by_hand boost.mode 3:3',
      ]);
      expect(told[1]).toMatchObject({
        message: 'accepts other values than before, and this value could not be converted here',
        hint: 'Run "boost-config explain boost.mode" to see the accepted values.',
      });
      expect(JSON.stringify(told)).not.toContain('c4n4ry');
    },
  );

  it('that an alias brings in is listed, and one that is repeated is refused [configuration-migration/Value that cannot be changed is listed]', () => {
    const text = 'x: &m none\nboost:\n  mode: *m\n';
    expect(migrate(text, [set])).toMatchObject({
      after: text,
      findings: ['warning value_by_hand boost.mode 3:3'],
    });
    const repeated = 'boost:\n  mode: &m none\nx: *m\n';
    expect(migrate(repeated, [set])).toMatchObject({
      after: repeated,
      findings: ['error not_migrated boost.mode 3:4'],
    });
  });

  it('is listed at the name that it had [configuration-migration/Value that cannot be changed is listed]', () => {
    const renaming = setWith({
      renamed: { 'boost.kind': 'boost.mode' },
      values: { 'boost.mode': () => [] },
    });
    const { after, findings } = migrate('boost:\n  x: 1\n  kind: none\n', [renaming]);
    expect(after).toBe('boost:\n  x: 1\n  mode: none\n');
    expect(findings).toEqual(['warning value_by_hand boost.mode 3:3']);
  });

  it('that is not there is neither written nor listed', () => {
    const adding = setWith({
      removed: { 'boost.gone': 'nothing replaces it' },
      values: { 'boost.mode': () => [] },
    });
    expect(migrate('boost:\n  x: 1\n  gone: 1\n', [adding])).toMatchObject({
      after: 'boost:\n  x: 1\n',
      findings: ['warning removed_key boost.gone 3:3'],
    });
  });

  describe('that is changed differently each time', () => {
    const seconds = { 'boost.wait': (value: unknown) => Number(value) * 1000 };

    it('stays when nothing shows that the file is old', () => {
      const text = 'boost:\n  wait: 5\n';
      expect(migrate(text, [setWith({ values: seconds })])).toEqual({
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
    ])('is changed once when a key shows it: %j', (before, after, changes) => {
      const set2 = setWith({ ...changes, values: seconds });
      expect(migrate(before, [set2]).after).toBe(after);
      expect(migrate(after, [set2]).after).toBe(after);
    });
  });
});
