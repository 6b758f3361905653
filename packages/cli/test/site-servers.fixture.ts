import { type PostgresServer, startPostgresServer } from '@rhdh-boost/test-support/postgres-server';
import { RedisServer } from '@rhdh-boost/test-support/redis-server';
import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { type AssertionIssuer, startAssertionIssuer } from '@rhdh-boost/testkit';
import {
  type KeycloakSearch,
  type KeycloakServer,
  startKeycloak,
} from '@rhdh-boost/testkit/keycloak';

/** The servers that all sites of a run share: each site has its own realm, keys in Redis and database. */
export interface SiteServers extends AsyncDisposable {
  /** A Keycloak with TLS, which knows client certificates of the authority. */
  readonly keycloak: KeycloakServer;
  /** Issued the certificate of Keycloak; issues others. */
  readonly authority: TestAuthority;
  /** Issues tokens as a Kubernetes does. Every realm may trust it. */
  readonly cluster: AssertionIssuer;
  /** Redis; started by the first call. */
  redis(): Promise<RedisServer>;
  /** PostgreSQL; started by the first call. */
  postgres(): Promise<PostgresServer>;
}

/** On a busy machine Keycloak starts slowly, the first time above all, when it builds. */
export const startTimeoutMs = 480_000;

/** Starts what every site needs. */
export async function startSiteServers(keycloak: KeycloakSearch): Promise<SiteServers> {
  const started = new AsyncDisposableStack();
  const authority = started.use(await TestAuthority.create());
  const https = { ...(await authority.issueServer()), clientAuthorityFile: authority.caFile };
  const server = started.use(
    await startKeycloak({ realm: 'unused', keycloak, https, startTimeoutMs }),
  );
  const cluster = started.use(await startAssertionIssuer());
  let redis: Promise<RedisServer> | undefined;
  let postgres: Promise<PostgresServer> | undefined;
  return {
    keycloak: server,
    authority,
    cluster,
    redis() {
      redis ??= RedisServer.start().then(running => started.use(running));
      return redis;
    },
    postgres() {
      postgres ??= startPostgresServer().then(running => started.adopt(running, it => it.stop()));
      return postgres;
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
