import { findPrototypeNames, isMapping, readEntries } from './mapping.ts';
import { formatPath } from './path.ts';
import type { BoostConfigProblem } from './problem.ts';

/** The keys of version 1 that version 2 no longer has, with what replaced each. */
const replacements: Readonly<Record<string, string>> = {
  'boost.kagenti.auth.tokenExchange':
    'boost.kagenti.auth.tokenEndpoint, clientId and clientSecret replace it: one service account calls Kagenti',
  'boost.kagenti.auth.tokenExchange.enabled':
    'there is nothing to switch on: boost.kagenti.auth.tokenEndpoint, clientId and clientSecret together do that',
  'boost.kagenti.auth.tokenExchange.audience':
    'the service account of boost.kagenti.auth.clientId replaces it: an audience is set at the client, in Keycloak',
  'boost.kagenti.auth.tokenExchange.userTokenHeader':
    "no user's token is passed on: the user is named to Kagenti in the header X-Backstage-User, and boost.kagenti.auth.clientId calls",
};

/** Whether a key is one that an earlier version had. */
export function isRemovedKey(key: string): boolean {
  return Object.hasOwn(replacements, key);
}

/** One problem for a removed key, or one for each key below it. */
export function describeRemovedKey(key: string, value: unknown): BoostConfigProblem[] {
  if (!isMapping(value)) return [describe(key, key)];
  const forbidden = findPrototypeNames(value);
  const names = readEntries(value).map(([name]) => name);
  if (names.length + forbidden.length === 0) return [describe(key, key)];
  return [...names, ...forbidden].map(name => {
    const exact = `${key}.${name}`;
    return describe(formatPath([...key.split('.'), name]), isRemovedKey(exact) ? exact : key);
  });
}

function describe(path: string, key: string): BoostConfigProblem {
  return {
    path,
    code: 'removed_key',
    message: `is a key of configuration version 1; ${replacements[key]}`,
    hint: 'Remove it, and set tokenEndpoint, clientId and clientSecret below boost.kagenti.auth.',
  };
}
