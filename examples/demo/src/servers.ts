import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type IdentityProvider,
  type KagentiBackend,
  type ServiceAccountClient,
  startIdentityProvider,
  startKagentiBackend,
} from '@rhdh-boost/testkit';
import { findKeycloak, startKeycloak } from '@rhdh-boost/testkit/keycloak';
import { DemoFailure } from './demo-failure.ts';

/** The servers that the demo runs against, and what the app-config file needs to find them. */
export interface DemoServers {
  identityProvider: IdentityProvider;
  backend: KagentiBackend;
  /** The service account that Boost calls Kagenti with. */
  clientId: string;
  /** The file that holds the service account's secret, as a mounted Kubernetes secret would. */
  secretFile: string;
  /** Environment variables that `examples/app-config.yaml` names. */
  variables: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts the identity provider (embedded, or a real Keycloak) and the Kagenti backend on free loopback ports. */
export async function startServers(options: { keycloak: boolean }): Promise<DemoServers> {
  const boost = serviceAccount('boost', ['rossoctl-operator']);
  // The backend has an account of its own, which may ask whether a token is still good.
  const introspection = serviceAccount('kagenti-backend', []);
  const stack = new AsyncDisposableStack();
  try {
    const identityProvider = stack.use(
      await startAnyIdentityProvider(options.keycloak, [boost, introspection]),
    );
    const backend = stack.use(
      await startKagentiBackend({
        identityProvider,
        tokenCheck: 'introspection',
        introspectionClient: introspection,
        ...demoNamespaces,
      }),
    );
    const folder = await mkdtemp(join(tmpdir(), 'boost-demo-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const secretFile = join(folder, 'client-secret');
    await writeFile(secretFile, `${boost.clientSecret}\n`, { mode: 0o600 });
    const running = stack.move();
    return {
      identityProvider,
      backend,
      clientId: boost.clientId,
      secretFile,
      variables: {
        KAGENTI_TOKEN_ENDPOINT: identityProvider.tokenEndpoint,
        KAGENTI_CLIENT_ID: boost.clientId,
        KAGENTI_CLIENT_SECRET_FILE: secretFile,
        KAGENTI_BASE_URL: backend.baseUrl,
        BOOST_ENCRYPTION_SECRET: randomBytes(32).toString('base64url'),
      },
      stop: () => running.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

const demoNamespaces = {
  namespaces: ['team1', 'team2'],
  agents: [
    { namespace: 'team1', name: 'weather-agent', description: 'Tells the weather' },
    { namespace: 'team1', name: 'travel-agent', description: 'Plans a journey' },
  ],
  tools: [{ namespace: 'team1', name: 'weather-tool', description: 'Forecasts for a place' }],
};

function serviceAccount(clientId: string, roles: string[]) {
  return { clientId, clientSecret: randomBytes(24).toString('base64url'), roles };
}

async function startAnyIdentityProvider(
  keycloak: boolean,
  clients: ServiceAccountClient[],
): Promise<IdentityProvider> {
  if (!keycloak) return startIdentityProvider({ clients });
  const found = await findKeycloak();
  if (!found.available) throw new DemoFailure(found.missing);
  return startKeycloak({ clients });
}
