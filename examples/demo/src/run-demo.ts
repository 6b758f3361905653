import { createKagentiClient, createTokenManager } from '@rhdh-boost/kagenti-client/config';
import { loadAppConfig } from './app-config.ts';
import type { DemoContext } from './demo-context.ts';
import { asFailure } from './demo-failure.ts';
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

/** Where the main job writes what it does. */
export interface MainJobOptions {
  output: Output;
  signal: AbortSignal;
}

/** Starts the servers, runs the main job and stops all; a step that failed is a DemoFailure. */
export async function runDemo(options: MainJobOptions & { keycloak: boolean }) {
  const { keycloak, output, signal } = options;
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
    throw asFailure(error);
  }
}

/** Runs every step in order on servers that are up. */
export async function runMainJob(
  servers: DemoServers,
  { output, signal }: MainJobOptions,
): Promise<DemoSummary> {
  await using stack = new AsyncDisposableStack();
  output.step('Check examples/app-config.yaml');
  const appConfig = await loadAppConfig(servers.variables);
  stack.defer(() => appConfig.close?.());
  checkConfiguration(appConfig, output);

  const journal = new Journal();
  const tokens = createTokenManager(appConfig, { onEvent: journal.tokenEvent });
  stack.defer(() => tokens.close());
  const kagenti = createKagentiClient(appConfig, { tokens, authorize, audit: journal.audit });
  stack.defer(() => kagenti.close());
  await runSteps({ appConfig, servers, journal, output, tokens, kagenti, signal });
  return summarise(journal, servers);
}

async function runSteps(context: DemoContext): Promise<void> {
  const { output } = context;
  output.step('Get a token by the Client Credentials Grant');
  await getToken(context);
  output.step('List agents and tools as a Backstage user');
  await listAgents(context);
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
