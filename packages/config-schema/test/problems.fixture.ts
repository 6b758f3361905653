import { checkBoostConfig } from '../src/parse.ts';
import type { BoostConfigProblem } from '../src/problem.ts';

/** A backend with its account: neither is accepted without the other. */
const baseUrl = 'https://kagenti.example.com';
const account = {
  issuer: 'https://keycloak.example.com/realms/boost',
  clientId: 'boost',
  clientSecret: 'secret-of-the-client',
};

/**
 * What is wrong with a `boost` section that has a security mode besides what is given, and both or neither of a backend
 * and its account.
 */
export function problemsOf(section: object): readonly BoostConfigProblem[] {
  const { kagenti, providers } = Object(section);
  const hasAddress = ['tokenEndpoint', 'issuer'].some(key => key in Object(Object(kagenti).auth));
  const hasBackend = Object(Object(providers).kagenti).baseUrl !== undefined;
  const added = {
    security: { mode: 'full' },
    ...(hasAddress && providers === undefined ? { providers: { kagenti: { baseUrl } } } : {}),
    ...(hasBackend && kagenti === undefined ? { kagenti: { auth: account } } : {}),
  };
  return checkBoostConfig({ boost: { ...added, ...section } }).problems ?? [];
}

/** The same, as `path code`. */
export function codesOf(section: object): string[] {
  return problemsOf(section).map(({ path, code }) => `${path} ${code}`);
}
