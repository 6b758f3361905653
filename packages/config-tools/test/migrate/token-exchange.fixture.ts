import { expect } from 'vitest';
import { isRecord } from '../../src/is-record.ts';
import { type KeyPath, valueAt, withoutKey } from '../../src/migrate/plain-value.ts';
import { lines, migrate } from './migrate.fixture.ts';

/** The section of the keys. */
export const authPath: KeyPath = ['boost', 'kagenti', 'auth'];
/** What version 1 had in it. */
export const exchangePath: KeyPath = [...authPath, 'tokenExchange'];

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

/** A value without the sections around the keys that are empty: whether one is left is another test's subject. */
export function withoutEmptySections(value: unknown): unknown {
  return [authPath, authPath.slice(0, 2)].reduce((rest, path) => {
    const section = valueAt(rest, path);
    return isRecord(section) && Object.keys(section).length === 0 ? withoutKey(rest, path) : rest;
  }, value);
}
