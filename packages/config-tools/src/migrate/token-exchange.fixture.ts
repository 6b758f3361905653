import { expect } from 'vitest';
import { lines, migrate } from './migrate.fixture.ts';

/** The keys that come in place of the section `tokenExchange`, as lines. */
export const placeholders = [
  'tokenEndpoint: ${KAGENTI_TOKEN_ENDPOINT}',
  'clientId: ${KAGENTI_CLIENT_ID}',
  'clientSecret: ${KAGENTI_CLIENT_SECRET}',
];
/** The same in braces. */
export const inBraces =
  'tokenEndpoint: "${KAGENTI_TOKEN_ENDPOINT}", clientId: "${KAGENTI_CLIENT_ID}", clientSecret: "${KAGENTI_CLIENT_SECRET}"';
/** A file that sets the keys, so that others need no placeholder. */
export const setElsewhere =
  'boost: {kagenti: {auth: {tokenEndpoint: a, clientId: b, clientSecret: c}}}';

/** A file with these lines below `auth`, indented by six spaces as they should be. */
export function withAuth(...auth: readonly string[]): string {
  return lines('boost:', '  kagenti:', '    auth:', ...auth.map(line => `      ${line}`.trimEnd()));
}

/** The text after the migration; fails when something is refused or a second time changes it. */
export function migrated(before: string, ...others: readonly string[]): string {
  const { after, told } = migrate(before, undefined, others);
  expect(told.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(migrate(after, undefined, others).after).toBe(after);
  return after;
}
