import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedIdentityProvider,
  type KagentiBackend,
  startIdentityProvider,
  startKagentiBackend,
} from '@rhdh-boost/testkit';

/** What the backend needs around it, and the variables of app-config.yaml that name it. */
export interface EmbeddedServers extends AsyncDisposable {
  readonly identityProvider: EmbeddedIdentityProvider;
  readonly kagenti: KagentiBackend;
  /** The file with the secret of the Keycloak client. */
  readonly secretFile: string;
  /** What a caller of the backend sends as its bearer token. */
  readonly callerToken: string;
  readonly environment: Readonly<Record<string, string>>;
}

const random = () => randomBytes(24).toString('base64url');

/** Starts an identity provider and a Kagenti, with a secret in a file. */
export async function startEmbeddedServers(): Promise<EmbeddedServers> {
  const account = { clientId: 'boost', clientSecret: random(), roles: ['rossoctl-operator'] };
  const identityProvider = await startIdentityProvider({ clients: [account] });
  const kagenti = await startKagentiBackend({ identityProvider });
  const folder = await mkdtemp(join(tmpdir(), 'backstage-backend-'));
  const secretFile = join(folder, 'secret.txt');
  await writeFile(secretFile, `${account.clientSecret}\n`);
  const callerToken = random();
  return {
    identityProvider,
    kagenti,
    secretFile,
    callerToken,
    environment: {
      EXAMPLE_CALLER_TOKEN: callerToken,
      BOOST_ENCRYPTION_SECRET: random(),
      KEYCLOAK_TOKEN_ENDPOINT: identityProvider.tokenEndpoint,
      KEYCLOAK_CLIENT_SECRET_FILE: secretFile,
      KAGENTI_BASE_URL: kagenti.baseUrl,
    },
    async [Symbol.asyncDispose]() {
      await kagenti.stop();
      await identityProvider.stop();
      await rm(folder, { recursive: true });
    },
  };
}
