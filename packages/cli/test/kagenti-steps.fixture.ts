import { startTestServers, type TestServers, type TestServersOptions } from '@rhdh-boost/testkit';
import { AccessToken } from '@rhdh-boost/token-manager';
import { onTestFinished } from 'vitest';
import { runSteps, type StepReport } from '../src/doctor/run-steps.ts';
import type { Step, StepContext, StepId } from '../src/doctor/step.ts';
import { steps } from '../src/doctor/steps.ts';
import { stepContext } from './doctor-context.fixture.ts';
import { withChanges } from './dotted-paths.fixture.ts';

/** Servers with a token of their account, and what the steps about Kagenti work with. */
export interface ExaminedServers {
  /** The servers. */
  readonly servers: TestServers;
  /** Runs steps, after those that leave facts for them, and returns the report of the last one. */
  readonly report: (id: StepId, changes?: ExaminedChanges) => Promise<StepReport>;
}

/** What is different from the servers' own configuration. */
export interface ExaminedChanges extends Partial<Pick<StepContext, 'chat' | 'agent'>> {
  /** Values by their app-config keys; undefined removes one. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** The account's token in place of a new one; undefined is none at all. */
  readonly token?: string | undefined;
}

/** What the steps are run with beside the servers' app-config. */
const defaults = { 'boost.providers.kagenti.defaultAgent': 'team1/weather-agent' };

/** Steps that leave facts for another one. */
const before: Partial<Record<StepId, readonly StepId[]>> = {
  roles: ['kagenti'],
  trust: ['kagenti'],
  stream: ['agent'],
};

/** Starts servers, which stop at the end of the test. */
export async function examineServers(options: TestServersOptions = {}): Promise<ExaminedServers> {
  const servers = await startTestServers(options);
  onTestFinished(() => servers.stop());
  return {
    servers,
    async report(id, changes = {}) {
      const { values = {}, chat = true, agent } = changes;
      const token = 'token' in changes ? changes.token : await requestToken(servers.account);
      const wanted = new Set([...(before[id] ?? []), id]);
      const reports = await runSteps(
        steps.filter(step => wanted.has(step.id)).map(withoutNeeds),
        stepContext(
          withChanges<Record<string, unknown>>(servers.appConfig, { ...defaults, ...values }),
          {
            facts:
              token === undefined
                ? {}
                : { token: new AccessToken({ value: token, expiresAt: new Date() }) },
            chat,
            agent,
          },
        ),
      );
      const report = reports.at(-1);
      if (report === undefined) throw new Error(`No step has the id ${id}`);
      return report;
    },
  };
}

/** A token of an account, from its identity provider. */
export async function requestToken(
  account: Pick<TestServers['account'], 'tokenEndpoint' | 'clientId' | 'clientSecret'>,
): Promise<string> {
  const response = await fetch(account.tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: account.clientId,
      client_secret: account.clientSecret,
    }),
  });
  const { access_token: token } = Object(await response.json());
  if (typeof token !== 'string') throw new Error('The identity provider issued no token');
  return token;
}

/** A step that runs whatever came of others. */
function withoutNeeds(step: Step): Step {
  return { ...step, needs: [] };
}
