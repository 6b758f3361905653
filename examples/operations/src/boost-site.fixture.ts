import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedIdentityProvider,
  type KagentiBackend,
  startTestServers,
} from '@rhdh-boost/testkit';
import type { AppConfigFiles } from './app-config.fixture.ts';
import { type MountedSecret, mountSecret } from './mounted-secret.fixture.ts';

/** What a Boost runs in: its servers, its folder with app-config and mounted secret, its database. */
export interface BoostSite extends AppConfigFiles, AsyncDisposable {
  readonly folder: string;
  readonly keycloak: EmbeddedIdentityProvider;
  readonly kagentiServer: KagentiBackend;
  /** The client's secret, where app-config names it. */
  readonly secret: MountedSecret;
  /** The SQLite file that overrides are kept in. */
  readonly databaseFile: string;
  /** All that must show nowhere. */
  readonly secrets: string[];
}

/** Starts the servers on free loopback ports, and writes what Boost reads at its start. */
export async function openSite({ accessTokenLifetimeSeconds = 300 } = {}): Promise<BoostSite> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'boost-operations-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const servers = opening.use(
    await startTestServers({
      identityProvider: { accessTokenLifetimeSeconds },
      kagenti: { tokenCheck: 'introspection' },
    }),
  );
  const { account, identityProvider: keycloak, kagenti: kagentiServer } = servers;
  const secret = await mountSecret(join(folder, 'secrets'), 'client-secret', account.clientSecret);
  const appConfig = await copyTo(folder, 'app-config.yaml');
  const { encryptionSecret } = servers.appConfig.boost;
  const open = opening.move();
  return {
    folder,
    keycloak,
    kagentiServer,
    secret,
    files: [appConfig],
    variables: {
      KAGENTI_TOKEN_ENDPOINT: keycloak.tokenEndpoint,
      KAGENTI_BASE_URL: kagentiServer.baseUrl,
      BOOST_ENCRYPTION_SECRET: encryptionSecret,
    },
    databaseFile: join(folder, 'boost.sqlite'),
    secrets: [...keycloak.clients.map(({ clientSecret }) => clientSecret), encryptionSecret],
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** App-config after its encryption secret was replaced, with the old one among the previous ones or without. */
export async function replaceEncryptionSecret(
  site: BoostSite,
): Promise<Record<'replacing' | 'replaced', AppConfigFiles>> {
  const { files, variables, folder, secrets } = site;
  const encryptionSecret = newSecret();
  secrets.push(encryptionSecret);
  const replacement = await copyTo(folder, 'app-config.replacement.yaml');
  const replaced = { ...variables, BOOST_ENCRYPTION_SECRET: encryptionSecret };
  const previous = variables['BOOST_ENCRYPTION_SECRET'] ?? '';
  return {
    replacing: {
      files: [...files, replacement],
      variables: { ...replaced, BOOST_PREVIOUS_ENCRYPTION_SECRET: previous },
    },
    replaced: { files, variables: replaced },
  };
}

/** Rotates the client's secret at Keycloak and then where it is mounted, as an operator does. */
export async function rotateClientSecret({
  keycloak,
  secret,
  secrets,
}: BoostSite): Promise<string> {
  const rotated = await keycloak.rotateSecret('boost');
  secrets.push(rotated);
  await secret.write(rotated);
  return rotated;
}

/** A file of this example, where a test may edit it. */
async function copyTo(folder: string, name: string): Promise<string> {
  const copy = join(folder, name);
  await copyFile(new URL(`../${name}`, import.meta.url), copy);
  return copy;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
