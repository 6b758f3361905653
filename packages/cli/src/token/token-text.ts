import { makePrintable } from '@rhdh-boost/internal/printable';
import { operations } from '@rhdh-boost/kagenti-contract';
import type { Setting } from '../configuration/settings.ts';
import { formatTable } from '../output/table.ts';
import { formatDistance, formatTime } from '../output/times.ts';
import type { TokenReport } from './token-report.ts';

/**
 * The report for a person.
 *
 * @param settings - what the token was requested with
 * @param report - the token
 * @param now - what times are relative to
 */
export function formatTokenReport(
  settings: readonly Setting[],
  report: TokenReport,
  now: Date,
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
    ...sections.map(([title, rows]) => `${title}\n${formatTable(rows, undefined)}`),
    ...warnings.map(warning => `warning: ${makePrintable(warning)}\n`),
  ].join('\n');
}

function settingRow({ key, value, source }: Setting): string[] {
  return [`  ${key}`, textOf(value), source];
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

/** How many they are, and how many of each group; scripts get their names. */
function describeOperations(names: readonly string[]): string {
  if (names.length === operations.length) return `all ${names.length} operations`;
  if (names.length === 0) return '(none)';
  const groups = new Map<string, number>();
  for (const name of names) {
    const [group = name] = name.split('.');
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  const counts = [...groups].map(([group, count]) => `${group} ${count}`);
  return `${names.length} of ${operations.length} operations: ${counts.join(', ')}`;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '-');
}
