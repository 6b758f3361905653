import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountMethod } from '@rhdh-boost/internal/service-account';
import type { FederatedIdentityProvider, ServiceAccountClient } from '@rhdh-boost/testkit/keycloak';
import type { SiteServers } from './site-servers.fixture.ts';

/** How an account authenticates: what Keycloak knows of it, and what app-config has. */
export interface SiteAccount {
  /** The client in Keycloak. */
  readonly client: Omit<ServiceAccountClient, 'clientId'>;
  /** `boost.kagenti.auth`, without what is the same for all methods. */
  readonly auth: Readonly<Record<string, unknown>>;
  /** Whom the realm trusts besides. Default: nobody. */
  readonly identityProviders?: readonly FederatedIdentityProvider[];
}

/** The Kubernetes service account that is the client, with `client_assertion`. */
export const assertionSubject = 'system:serviceaccount:boost:backend';

/** Makes the credential of an account in a folder. */
export async function createAccount(
  method: AccountMethod,
  { folder, secret, issuer }: { folder: string; secret: string; issuer: string },
  { authority, cluster }: SiteServers,
): Promise<SiteAccount> {
  switch (method) {
    case 'private_key_jwt': {
      const keyFile = join(folder, 'key.pem');
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      writeFileSync(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }));
      const key = { ...createPublicKey(privateKey).export({ format: 'jwk' }), use: 'sig' };
      return {
        client: { authenticator: { method, jwks: { keys: [key] } } },
        auth: { method, clientId: 'boost', keyFile },
      };
    }
    case 'tls_client_auth': {
      const files = await authority.issueClient('client', 'O=Example, CN=boost');
      return {
        client: { authenticator: { method, subject: 'CN=boost, O=Example' } },
        auth: {
          method,
          clientId: 'boost',
          certificateFile: files.certificateFile,
          certificateKeyFile: files.keyFile,
        },
      };
    }
    case 'client_assertion': {
      const assertionFile = join(folder, 'keycloak-token');
      const subject = assertionSubject;
      writeFileSync(assertionFile, await cluster.issue({ subject, audience: issuer }));
      const { issuer: trusted, jwksUri } = cluster;
      return {
        client: { authenticator: { method, identityProvider: 'cluster', subject } },
        auth: { method, assertionFile },
        identityProviders: [{ alias: 'cluster', kind: 'kubernetes', issuer: trusted, jwksUri }],
      };
    }
    case 'none':
      return { client: {}, auth: { method } };
    default: {
      const secretFile = join(folder, 'client-secret');
      writeFileSync(secretFile, secret);
      return {
        client: { clientSecret: secret },
        auth: { method, clientId: 'boost', clientSecret: { $file: secretFile } },
      };
    }
  }
}
