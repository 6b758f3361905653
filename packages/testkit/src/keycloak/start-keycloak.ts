import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  checkProviderOptions,
  type IdentityProviderOptions,
} from '../identity-provider/check-provider-options.ts';
import { realmPaths } from '../identity-provider/realm-paths.ts';
import { randomSecret } from '../identity-provider/service-account-client.ts';
import { anything, type OptionRule, objectWith } from '../option-rules.ts';
import { AdminApi, type Administrator } from './admin-api.ts';
import { AdminShell } from './admin-shell.ts';
import { findKeycloak, type KeycloakSearch } from './find-keycloak.ts';
import { createKeycloakHome, keepBuild } from './keycloak-home.ts';
import { httpsArguments, type KeycloakHttps } from './keycloak-https.ts';
import { KeycloakProcess } from './keycloak-process.ts';
import { type KeycloakServer, RealKeycloak } from './real-keycloak.ts';
import { planRealm } from './real-realm.ts';

/** How a real Keycloak is started: its realm as that of the embedded identity provider. */
export interface KeycloakOptions extends IdentityProviderOptions {
  /** Listens with TLS as well, on a free port; with plain http alone by default. */
  https?: KeycloakHttps;
  /** How long the start may take, in milliseconds; 180 000 by default. The first one builds and takes 30 s on two cores. */
  startTimeoutMs?: number;
  /** Which Keycloak; what `findKeycloak()` finds by default. */
  keycloak?: KeycloakSearch;
}

const httpsRules: Readonly<Record<keyof KeycloakHttps, OptionRule>> = {
  certificateFile: anything,
  keyFile: anything,
  clientAuthorityFile: anything,
};

/** What the embedded identity provider does not have. */
const ownRules: Readonly<
  Record<Exclude<keyof KeycloakOptions, keyof IdentityProviderOptions>, OptionRule>
> = { https: objectWith(httpsRules), startTimeoutMs: anything, keycloak: anything };

/** Between two looks whether it is ready, in milliseconds. */
const pollMs = 200;

/**
 * Starts a real Keycloak on the loopback interface, in a temporary folder that goes with it. It ends
 * with this process, whatever this process ends of.
 *
 * @throws Error with the missing part where there is none to start, or with the end of its log, without
 * secrets, when it ends or is not ready in time; TypeError that names the option which cannot work or which
 * there is not.
 */
export async function startKeycloak(options: KeycloakOptions = {}): Promise<KeycloakServer> {
  checkProviderOptions('startKeycloak', options, ownRules);
  const { port = 0, https, startTimeoutMs = 180_000, keycloak } = options;
  const plan = planRealm(options);
  const found = keycloak ?? (await findKeycloak());
  if (!found.available) {
    throw new Error(`A real Keycloak cannot be started here. ${found.missing}`);
  }
  const administrator = { username: 'testkit', password: randomSecret() };
  const build = https?.clientAuthorityFile === undefined ? 'plain' : 'client-certificates';
  const home = await createKeycloakHome(found.distribution, plan.representation, build);
  const origin = `http://127.0.0.1:${port || (await freePort())}`;
  const httpsPort = https && (await freePort());
  const server = new KeycloakProcess({
    home,
    args: [...startArguments(new URL(origin).port), ...httpsArguments(https, httpsPort)],
    environment: serverEnvironment(found.java, home, administrator),
    secrets: [administrator.password, ...plan.registry.clients.map(client => client.clientSecret)],
  });
  try {
    await becomeReady(
      `${origin}/realms/${plan.name}${realmPaths.discovery}`,
      server,
      startTimeoutMs,
    );
    await keepBuild(found.distribution, home, build);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const origins = { http: origin, https: httpsPort ? `https://127.0.0.1:${httpsPort}` : undefined };
  return new RealKeycloak(plan, origins, {
    api: new AdminApi(origin, administrator),
    shell: new AdminShell(home, found.java, origin, administrator),
    process: server,
  });
}

function startArguments(port: string): string[] {
  return [
    'start-dev',
    '--http-host=127.0.0.1',
    `--http-port=${port}`,
    '--import-realm',
    // In memory: it starts empty, and nothing is lost when it is killed.
    '--db=dev-mem',
  ];
}

function serverEnvironment(
  java: string,
  home: string,
  administrator: Administrator,
): NodeJS.ProcessEnv {
  // Settings of a Keycloak that its user runs must not reach this one.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(KC_|KEYCLOAK_|JAVA_OPTS|QUARKUS_|DEBUG)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    JAVA: java,
    // Whatever Java writes on the side goes with the folder.
    JAVA_OPTS_APPEND: `-Djava.io.tmpdir=${home}/tmp -XX:-UsePerfData`,
    KC_BOOTSTRAP_ADMIN_USERNAME: administrator.username,
    KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
  };
}

/** @throws Error with the end of the log when the server ends, or is not ready in time. */
async function becomeReady(
  discovery: string,
  server: KeycloakProcess,
  startTimeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    if (server.hasEnded) {
      throw new Error(`Keycloak ended before it was ready. Its log ends:\n${server.logTail}`);
    }
    const answer = await fetch(discovery, { signal: AbortSignal.timeout(5_000) }).catch(
      () => undefined,
    );
    await answer?.body?.cancel();
    if (answer?.ok) {
      return;
    }
    await sleep(pollMs);
  }
  throw new Error(
    `Keycloak was not ready after ${startTimeoutMs} ms. Its log ends:\n${server.logTail}`,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
