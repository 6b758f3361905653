import { makePrintable } from '@rhdh-boost/internal/printable';
import { formatTable } from '../output/table.ts';
import { formatDistance, formatTime } from '../output/times.ts';
import type { AccountSetting } from './account-settings.ts';
import type { TokenReport } from './token-report.ts';

/** How many operations are named; scripts get all. */
const namedOperations = 3;

/**
 * The report for a person.
 *
 * @param settings - what the token was requested with
 * @param report - the token
 * @param now - what times are relative to
 * @param columns - the width of the terminal; undefined for a file or a pipe
 */
export function formatTokenReport(
  settings: readonly AccountSetting[],
  report: TokenReport,
  now: Date,
  columns: number | undefined,
): string {
  const { kagenti, warnings } = report;
  const sections = [
    ['Settings', settings.map(settingRow)],
    ['Token', tokenRows(report, now)],
    ['Roles', roleRows(report)],
    [
      'Kagenti',
      [
        ['  Account', levelOf(kagenti)],
        ['  May call', describeOperations(kagenti.open)],
        ['  May not call', describeOperations(kagenti.closed)],
      ],
    ],
  ] as const;
  return [
    ...sections.map(([title, rows]) => `${title}\n${formatTable(rows, columns)}`),
    ...warnings.map(warning => `warning: ${makePrintable(warning)}\n`),
  ].join('\n');
}

function settingRow({ key, value, source = '' }: AccountSetting): string[] {
  return [`  ${key}`, value === undefined ? '(secret)' : textOf(value), source];
}

function tokenRows({ claims = {}, header, ...report }: TokenReport, now: Date): string[][] {
  const { lifetimeSeconds, renewedSecondsBeforeEnd } = report;
  const at = (time: Date): string => `${formatTime(time)} (${formatDistance(time, now)})`;
  const rows: [string, unknown][] = [
    ['Issuer', claims['iss']],
    ['Subject', claims['sub']],
    ['Account', claims['preferred_username']],
    ['Client', claims['azp']],
    ['Audience', claims['aud']],
    ['Scope', claims['scope']],
    ['Issued', typeof claims['iat'] === 'number' ? at(new Date(claims['iat'] * 1000)) : undefined],
    ['Expires', at(new Date(report.expiresAt))],
    [
      'Lifetime',
      lifetimeSeconds === undefined
        ? undefined
        : `${lifetimeSeconds} s, renewed ${renewedSecondsBeforeEnd} s before its end`,
    ],
    ['Signature', header && `${textOf(header['alg'])}, key ${textOf(header['kid'])}`],
  ];
  return rows.flatMap(([name, value]) =>
    value === undefined ? [] : [[`  ${name}`, textOf(value)]],
  );
}

function roleRows({ roles }: TokenReport): string[][] {
  return [
    ['  realm', roles.realm.join(', ') || '(none)'],
    ...Object.entries(roles.clients).map(([client, names]) => [
      `  client ${client}`,
      names.join(', '),
    ]),
  ];
}

function levelOf({ level, grantedBy }: TokenReport['kagenti']): string {
  if (level === undefined) return 'rejected with 401';
  return grantedBy === undefined
    ? `${level}, as every valid token`
    : `${level}, because of the role ${grantedBy}`;
}

function describeOperations(names: readonly string[]): string {
  if (names.length === 0) return '(none)';
  const count = names.length === 1 ? '1 operation' : `${names.length} operations`;
  const named = names.slice(0, namedOperations).join(', ');
  return `${count}: ${named}${names.length > namedOperations ? ', … (--json lists all)' : ''}`;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '-');
}
