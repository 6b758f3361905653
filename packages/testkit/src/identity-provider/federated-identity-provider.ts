import { type OptionRule, objectWith, oneOf, valueThat } from '../option-rules.ts';

/**
 * An identity provider of the realm: an issuer whose tokens clients may authenticate with. How often and how long
 * Keycloak (26.7) accepts a token depends on the kind.
 */
export interface FederatedIdentityProvider {
  /** The name that clients refer to. */
  alias: string;
  /**
   * `kubernetes` accepts a token repeatedly, until 3600 s after its issue. `oidc` accepts it until 300 s after its
   * issue, and each `jti` only once.
   */
  kind: 'kubernetes' | 'oidc';
  /** The `iss` of its tokens. A real Keycloak finds the keys of the kind `kubernetes` by discovery there. */
  issuer: string;
  /** Where its public keys are (RFC 7517 section 5). */
  jwksUri: string;
  /**
   * Whether the kind `oidc` accepts a token repeatedly.
   *
   * @defaultValue `false`
   */
  supportsClientAssertionReuse?: boolean;
}

const text = valueThat(value => typeof value === 'string' && value !== '', 'text');

const fields: Readonly<Record<keyof FederatedIdentityProvider, OptionRule>> = {
  alias: text,
  kind: oneOf('kubernetes', 'oidc'),
  issuer: text,
  jwksUri: text,
  supportsClientAssertionReuse: valueThat(value => typeof value === 'boolean', 'true or false'),
};

/** What it must be as an option. */
export const federatedIdentityProvider: OptionRule = objectWith(
  fields,
  'alias',
  'kind',
  'issuer',
  'jwksUri',
);
