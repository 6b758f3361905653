import { createKagentiClient, createTokenManager } from '@rhdh-boost/kagenti-client/config';
import { type AppConfig, loadAppConfig } from './app-config.ts';
import type { DemoContext } from './demo-context.ts';
import { explainFailure } from './explain-failure.ts';
import { Journal } from './journal.ts';
import type { Output } from './output.ts';
import { authorize } from './permissions.ts';
import { type DemoServers, startServers } from './servers.ts';
import { chat } from './steps/chat.ts';
import { checkConfiguration } from './steps/check-configuration.ts';
import { getToken } from './steps/get-token.ts';
import { listAgents } from './steps/list-agents.ts';
import { refuseForeignSession } from './steps/refuse-foreign-session.ts';
import { refuseWithoutPermission } from './steps/refuse-without-permission.ts';
import { revokeInFlight } from './steps/revoke-in-flight.ts';
import { rotateSecret } from './steps/rotate-secret.ts';
import { type DemoSummary, summarise } from './summary.ts';

/** What the main job runs on, and where it says what it does. */
export interface MainJobOptions {
  configFile: string;
  output: Output;
  signal: AbortSignal;
}

/** Starts the servers, runs the main job and stops all; a step that failed is a DemoFailure. */
export async function runDemo(options: MainJobOptions & { keycloak: boolean }) {
  const { keycloak, output, signal, configFile } = options;
  output.step(keycloak ? 'Start Keycloak and a Kagenti backend' : 'Start the embedded servers');
  await using stack = new AsyncDisposableStack();
  try {
    const servers = await startServers({ keycloak });
    stack.defer(() => servers.stop());
    signal.throwIfAborted();
    output.say(`identity provider ${servers.identityProvider.issuer}`);
    output.say(`Kagenti backend   ${servers.backend.baseUrl}`);
    return await runMainJob(servers, options);
  } catch (error) {
    signal.throwIfAborted();
    throw explainFailure(error, configFile, undefined);
  }
}

/** Runs every step in order on servers that are up; a step that failed is a DemoFailure. */
export async function runMainJob(
  servers: DemoServers,
  { configFile, output, signal }: MainJobOptions,
): Promise<DemoSummary> {
  await using stack = new AsyncDisposableStack();
  let appConfig: AppConfig | undefined;
  try {
    output.step(`Check ${configFile}`);
    const loaded = await loadAppConfig(configFile, servers.variables);
    appConfig = loaded;
    stack.defer(() => loaded.close?.());
    checkConfiguration(loaded, output);

    const journal = new Journal();
    const tokens = createTokenManager(loaded, { onEvent: journal.tokenEvent });
    stack.defer(() => tokens.close());
    const kagenti = createKagentiClient(loaded, { tokens, authorize, audit: journal.audit });
    stack.defer(() => kagenti.close());
    await runSteps({ appConfig: loaded, servers, journal, output, tokens, kagenti, signal });
    return summarise(journal, servers);
  } catch (error) {
    throw explainFailure(error, configFile, appConfig);
  }
}

/** Whether the app-config file names servers that are not the demo's to revoke or rotate anything at. */
function leadsElsewhere({ appConfig, servers }: DemoContext): boolean {
  const { identityProvider, backend } = servers;
  return (
    appConfig.getString('boost.kagenti.auth.tokenEndpoint') !== identityProvider.tokenEndpoint ||
    appConfig.getString('boost.providers.kagenti.baseUrl') !== backend.baseUrl
  );
}

async function runSteps(context: DemoContext): Promise<void> {
  const { output } = context;
  output.step('Get a token by the Client Credentials Grant');
  await getToken(context);
  output.step('List agents and tools as a Backstage user');
  await listAgents(context);
  if (leadsElsewhere(context)) {
    output.say('');
    output.say(
      'This configuration leads to other servers than the demo’s own, so the demo stops here.',
    );
    output.say('It chats, revokes and rotates only where ${KAGENTI_TOKEN_ENDPOINT} and');
    output.say('${KAGENTI_BASE_URL} are used, as in examples/app-config.yaml.');
    return;
  }
  output.step('Stream a chat reply');
  const sessionId = await chat(context);
  output.step('Revoke the token while calls are in flight');
  await revokeInFlight(context);
  output.step('Try what the user has no permission for');
  await refuseWithoutPermission(context);
  output.step("Continue another user's chat session");
  await refuseForeignSession(context, sessionId);
  output.step("Rotate the client's secret");
  await rotateSecret(context);
}
