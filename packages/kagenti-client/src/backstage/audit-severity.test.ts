import { operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import type { AuditEvent } from '../access/audit.ts';
import { auditSeverity } from './audit-severity.ts';

const eventOf = (
  operation: AuditEvent['operation'],
  more: Partial<AuditEvent> = {},
): AuditEvent => ({
  callId: 'call-1',
  operation,
  caller: { kind: 'service', reason: 'nightly' },
  outcome: 'succeeded',
  ...more,
});

/** The operations of a severity. */
function named(severity: string): string[] {
  return operations
    .filter(({ operation }) => auditSeverity(eventOf(operation)) === severity)
    .map(({ operation }) => operation);
}

test('reads are low, changes medium, grave ones high [audit-identity/Severity follows the operation]', () => {
  expect(named('medium')).toEqual([
    'tools.create',
    'tools.invoke',
    'chat.send',
    'chat.stream',
    'skills.create',
    'skills.addExternal',
    'skills.recordUsage',
  ]);
  expect(named('high')).toEqual(
    expect.arrayContaining([
      'agents.create',
      'agents.delete',
      'tools.delete',
      'simulation.reset',
      'dreams.run',
    ]),
  );
  expect(named('low')).toEqual(expect.arrayContaining(['agents.list', 'agents.parseEnv']));
  const total = ['low', 'medium', 'high'].flatMap(named);
  expect(total).toHaveLength(operations.length);
});

test.each([
  ['GET', 'low'],
  ['POST', 'medium'],
  ['PUT', 'medium'],
  ['PATCH', 'medium'],
  ['DELETE', 'high'],
] as const)(
  'a newer path is known by its method: %s is %s [audit-identity/Severity follows the operation]',
  (method, severity) => {
    expect(auditSeverity(eventOf('request', { method }))).toBe(severity);
  },
);

test('a refusal is never low [audit-identity/Severity follows the operation]', () => {
  const denied = operations.map(({ operation }) =>
    auditSeverity(eventOf(operation, { outcome: 'denied' })),
  );

  expect(new Set(denied)).toEqual(new Set(['medium', 'high']));
});
