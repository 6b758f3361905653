import { describe, expect, it } from 'vitest';
import { lines } from '../../test/migrate/migrate.fixture.ts';
import { finding } from '../../test/report/report.fixture.ts';
import { formatMigration } from './format-migration.ts';
import type { MigrateReport } from './migrate-files.ts';

const text = { output: 'text', color: false, isWrite: false } as const;
const diff = lines(
  '--- a.yaml',
  '+++ a.yaml',
  '@@ -1,2 +1,2 @@',
  ' boost:',
  '-  old: *** ++',
  '+  new: *** --',
);
const empty: MigrateReport = {
  files: [{ name: 'a.yaml', text: 'boost: {}\n' }],
  findings: [],
  exitCode: 0,
  diff: '',
  changed: [],
  variables: [],
  unknownKeys: [],
};
const changing: MigrateReport = {
  ...empty,
  diff,
  changed: [
    { name: 'a.yaml', text: 'c4n4ry' },
    { name: 'b\u001b.yaml', text: 'c4n4ry' },
  ],
};

describe('the text of a migration', () => {
  it('shows the difference alone where nothing is written or left to do [configuration-command/Difference is shown]', () => {
    expect(formatMigration(changing, text)).toBe(diff);
  });

  it('names the files that were written [configuration-command/Migration is written]', () => {
    expect(formatMigration(changing, { ...text, isWrite: true })).toBe(
      `${diff}Wrote a.yaml.\nWrote b\\u001b.yaml.\n`,
    );
  });

  it('lists the variables that are to be set [configuration-command/Migration is written]', () => {
    const variables = [
      { name: 'A', key: 'boost.a' },
      { name: 'LONGER', key: 'boost.b' },
    ];
    expect(formatMigration({ ...changing, variables }, text)).toBe(
      `${diff}Set these variables for the backend:\n  A       boost.a\n  LONGER  boost.b\n`,
    );
  });

  it('has colours where they are wanted [configuration-command/Colors on a terminal or on request]', () => {
    expect(formatMigration(changing, { ...text, color: true })).toBe(
      lines(
        '\u001b[1m--- a.yaml\u001b[22m',
        '\u001b[1m+++ a.yaml\u001b[22m',
        '\u001b[36m@@ -1,2 +1,2 @@\u001b[39m',
        ' boost:',
        '\u001b[31m-  old: *** ++\u001b[39m',
        '\u001b[32m+  new: *** --\u001b[39m',
      ),
    );
  });

  it('says that there is nothing to migrate, and what is not known', () => {
    expect(formatMigration(empty, text)).toBe('Nothing to migrate.\n');
    const unknownKeys = ['boost.x', 'boost.y\u001b'];
    expect(formatMigration({ ...empty, unknownKeys }, text)).toBe(
      lines(
        'Nothing to migrate.',
        'boost-config check still reports 2 unknown keys: boost.x, boost.y\\u001b.',
        'If another module has the key, name the module with --fields: it may have a migration.',
      ),
    );
  });

  it('A4: names the keys that check reports after a change, and the set that knows them', () => {
    const unknownKeys = ['boost.providers.ogx'];
    const ending = lines(
      'boost-config check still reports 1 unknown key: boost.providers.ogx.',
      "boost.providers.ogx belongs to Boost's other modules. Add --fields @rhdh-boost/config-schema/boost-modules.",
    );
    expect(formatMigration({ ...changing, unknownKeys }, text)).toBe(diff + ending);
    const refused = { ...changing, unknownKeys, findings: [finding()] };
    expect(formatMigration(refused, text)).not.toContain('still reports');
  });

  it('shows what was found instead [configuration-command/Refusal of a migration is shown]', () => {
    const report = formatMigration({ ...empty, findings: [finding()], exitCode: 1 }, text);
    expect(report).toContain('must be https, because a credential is sent there');
    expect(report).not.toContain('Nothing to migrate');
  });
});

it('a migration as JSON has names in place of texts', () => {
  const findings = [finding(), finding({ severity: 'warning' }), finding()];
  const variables = [{ name: 'A', key: 'boost.a' }];
  const report: MigrateReport = { ...changing, findings, variables, unknownKeys: ['boost.x'] };
  const json = formatMigration({ ...report, exitCode: 1 }, { ...text, output: 'json' });
  expect(json).not.toContain('c4n4ry');
  expect(JSON.parse(json)).toEqual({
    files: ['a.yaml'],
    findings,
    errors: 2,
    warnings: 1,
    diff,
    changed: ['a.yaml', 'b\u001b.yaml'],
    variables,
    unknownKeys: ['boost.x'],
    exitCode: 1,
  });
});
