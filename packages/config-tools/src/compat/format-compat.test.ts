import { describe, expect, it } from 'vitest';
import type { CompatReport } from './compare-configuration.ts';
import { changeOf } from './compat-change.ts';
import { formatCompat } from './format-compat.ts';

const added = changeOf('boost.a', { rule: 'field-added', description: 'is new' });
const removed = changeOf('boost.b', { rule: 'field-removed', description: 'was removed' });
const report: CompatReport = {
  against: 'v1',
  owner: '@scope/owner',
  changes: [added, removed, { ...added, key: 'boost.c' }],
  findings: [],
  exitCode: 1,
};
const nothing: CompatReport = { ...report, changes: [], exitCode: 0 };
const refused: CompatReport = {
  against: 'v1',
  changes: [],
  findings: [
    {
      severity: 'error',
      code: 'invalid_json',
      message: 'is no JSON',
      hint: 'Name a `fields.json`.',
      location: { file: 'a.json', line: 2, column: 3, endLine: 2, endColumn: 3 },
    },
  ],
  exitCode: 2,
};
const hostile = changeOf('boost.<b>|`x`', {
  rule: 'enum-narrowed',
  description:
    'a|b\n# *c* _d_ [e](http://f) @g #1 &lt; <i> ~h~ !j \\k $l$ www.m.org \u001B[31m {n}',
});

describe('text', () => {
  it('has breaking changes first [configuration-compatibility/Text lists breaking changes first]', () => {
    expect(formatCompat(report)).toBe(`breaking boost.b was removed
  The key is now refused, and no migration removes it from the files and rows that have it. (field-removed)

compatible boost.a is new
  A configuration without it stays right. (field-added)

compatible boost.c is new
  A configuration without it stays right. (field-added)

Changes of @scope/owner since v1: 1 breaking, 2 compatible. Version step: minor before 1.0, major from 1.0 on.
`);
  });

  it('is coloured for a terminal [configuration-compatibility/Text lists breaking changes first]', () => {
    const text = formatCompat(report, { output: 'text', color: true });
    expect(text).toContain('\u001B[31mbreaking\u001B[39m \u001B[1mboost.b\u001B[22m was removed');
    expect(text).toContain('\u001B[32mcompatible\u001B[39m \u001B[1mboost.a\u001B[22m is new');
  });

  it('shows no control character of a field [configuration-compatibility/Text lists breaking changes first]', () => {
    const text = formatCompat({
      ...report,
      owner: 'a\u001Bb',
      changes: [{ ...hostile, key: 'a\u0007' }],
    });
    expect(text).toContain('a\\u0007 a|b\\u000a# ');
    expect(text).toContain('\\u001b[31m');
    expect(text).toContain('Changes of a\\u001bb since');
    expect(text).not.toContain('\u001B');
  });

  it('says that nothing changed', () => {
    expect(formatCompat(nothing, { output: 'text' })).toBe(
      'No field of @scope/owner changed since v1.\n',
    );
  });

  it('says why nothing was compared', () => {
    expect(formatCompat(refused)).toBe(
      'a.json:2:3 error is no JSON [invalid_json]\n  Name a `fields.json`.\n\n1 error\n',
    );
    expect(formatCompat(refused, { color: true })).toContain('\u001B[31merror\u001B[39m');
  });
});

describe('code that was not compared', () => {
  const opaque = { ...nothing, notCompared: ['boost.a', 'boost.b'] };
  const said =
    "Not compared, for a reviewer to look at: the code that checks boost.a, boost.b. Describe it in the field's rules, and those are compared.";

  it('is named in text [configuration-compatibility/Code that cannot be compared is named]', () => {
    expect(formatCompat(opaque)).toBe(`${said}\n\nNo field of @scope/owner changed since v1.\n`);
  });

  it('is named in Markdown [configuration-compatibility/Code that cannot be compared is named]', () => {
    const escaped = said.replaceAll(':', '&#58;');
    expect(formatCompat(opaque, { output: 'markdown' })).toBe(
      `No field of &#64;scope/owner changed since v1.\n\n${escaped}\n`,
    );
    expect(
      formatCompat({ ...report, ...opaque, changes: [added] }, { output: 'markdown' }),
    ).toContain(`${escaped}\n\n| | field |`);
  });

  it('is named in JSON [configuration-compatibility/Code that cannot be compared is named]', () => {
    expect(JSON.parse(formatCompat(opaque, { output: 'json' }))).toMatchObject({
      notCompared: ['boost.a', 'boost.b'],
    });
  });
});

describe('migrations by code', () => {
  const codedMigrations = [
    { key: 'boost.a', to: 2 },
    { key: 'boost.b', to: 3 },
  ];
  const coded = { ...nothing, codedMigrations };
  const said =
    'Not compared, for a reviewer to look at: the code that brings values of boost.a to version 2, boost.b to version 3.';

  it('are named in text [configuration-compatibility/Code that cannot be compared is named]', () => {
    expect(formatCompat({ ...coded, notCompared: ['boost.c'] })).toBe(
      `Not compared, for a reviewer to look at: the code that checks boost.c. Describe it in the field's rules, and those are compared.\n\n${said}\n\nNo field of @scope/owner changed since v1.\n`,
    );
  });

  it('are named in Markdown [configuration-compatibility/Code that cannot be compared is named]', () => {
    expect(formatCompat(coded, { output: 'markdown' })).toBe(
      `No field of &#64;scope/owner changed since v1.\n\n${said.replaceAll(':', '&#58;')}\n`,
    );
  });

  it('are named in JSON [configuration-compatibility/Code that cannot be compared is named]', () => {
    expect(JSON.parse(formatCompat(coded, { output: 'json' }))).toMatchObject({ codedMigrations });
  });
});

describe('JSON', () => {
  it('has changes, reasons and the steps', () => {
    const text = formatCompat({ ...report, changes: [removed] }, { output: 'json' });
    expect(JSON.parse(text)).toEqual({
      against: 'v1',
      owner: '@scope/owner',
      findings: [],
      exitCode: 1,
      wantedSteps: { beforeOne: 'minor', fromOne: 'major' },
      changes: [
        {
          key: 'boost.b',
          kind: 'breaking',
          rule: 'field-removed',
          description: 'was removed',
          reason:
            'The key is now refused, and no migration removes it from the files and rows that have it.',
        },
      ],
    });
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('has no step when nothing changed, and findings when nothing was compared', () => {
    expect(JSON.parse(formatCompat(nothing, { output: 'json' }))).toMatchObject({
      wantedSteps: null,
      changes: [],
    });
    expect(JSON.parse(formatCompat(refused, { output: 'json' }))).toEqual({
      ...refused,
      wantedSteps: null,
    });
  });
});

describe('Markdown', () => {
  it('is a table [configuration-compatibility/Markdown is a table for a pull request]', () => {
    const text = formatCompat({ ...report, changes: [added, removed] }, { output: 'markdown' });
    expect(
      text,
    ).toBe(`Changes of &#64;scope/owner since v1&#58; 1 breaking, 1 compatible. Version step&#58; minor before 1.0, major from 1.0 on.

| | field | change | why |
|---|---|---|---|
| **breaking** | <code>boost.b</code> | was removed | The key is now refused, and no migration removes it from the files and rows that have it. (field-removed) |
| compatible | <code>boost.a</code> | is new | A configuration without it stays right. (field-added) |
`);
  });

  it('keeps text of a field from being markup [configuration-compatibility/Markdown is a table for a pull request]', () => {
    const text = formatCompat({ ...report, changes: [hostile] }, { output: 'markdown' });
    const [, cells = ''] = text.split('|---|---|---|---|\n');
    const [, kind, key, change, why, ...rest] = cells.split('|');
    expect(kind).toBe(' **breaking** ');
    expect(key).toBe(' <code>boost.&#60;b&#62;&#124;&#96;x&#96;</code> ');
    expect(change).toMatch(/^[\w\s()/,.;&#]*$/);
    expect(change).toContain(
      'a&#124;b&#92;u000a&#35; &#42;c&#42; &#95;d&#95; &#91;e&#93;(http&#58;//f)',
    );
    expect(change).toContain(
      '&#64;g &#35;1 &#38;lt; &#60;i&#62; &#126;h&#126; &#33;j &#92;k &#36;l&#36; www&#46;m.org',
    );
    expect(why).toBe(' Values that were taken are refused. (enum-narrowed) ');
    expect(rest).toEqual(['\n']);
  });

  it('says that nothing changed', () => {
    expect(formatCompat(nothing, { output: 'markdown' })).toBe(
      'No field of &#64;scope/owner changed since v1.\n',
    );
  });

  it('says why nothing was compared', () => {
    expect(formatCompat(refused, { output: 'markdown' })).toBe(
      'The fields could not be compared:\n\n- a.json is no JSON. Name a &#96;fields.json&#96;.\n',
    );
    const [finding = { severity: 'error', code: '', message: '', hint: '' }] = refused.findings;
    const { location: __, ...placeless } = finding;
    expect(formatCompat({ ...refused, findings: [placeless] }, { output: 'markdown' })).toContain(
      '\n- is no JSON. ',
    );
  });
});
