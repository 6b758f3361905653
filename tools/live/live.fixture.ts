import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  type EmbeddedIdentityProvider,
  type KagentiBackend,
  type KagentiBackendOptions,
  startIdentityProvider,
  startKagentiBackend,
} from '@rhdh-boost/testkit';
import type { LiveReport } from './report.ts';

const main = join(import.meta.dirname, 'main.ts');
export const clientSecret = 'of-tests-only-7f3a';
export const registry = 'http://skillberry.localhost:8953';

/** Servers to walk, with an operator's and a viewer's account. */
export interface LiveServers extends AsyncDisposable {
  readonly identityProvider: EmbeddedIdentityProvider;
  readonly backend: KagentiBackend;
  /** Options that name them. */
  readonly connection: readonly string[];
}

/** Starts them; builds and simulated tools get on by themselves. */
export async function startLiveServers(
  options: Omit<KagentiBackendOptions, 'identityProvider'> = {},
): Promise<LiveServers> {
  const identityProvider = await startIdentityProvider({
    clients: [
      { clientId: 'boost', clientSecret, roles: ['rossoctl-operator'] },
      { clientId: 'reader', clientSecret, roles: [] },
    ],
  });
  const autoProgress = { stepPolls: 1 };
  const backend = await startKagentiBackend({
    identityProvider,
    builds: { autoProgress },
    simulation: { autoProgress },
    ...options,
  });
  backend.skills.registry(registry).offer([]);
  const { tokenEndpoint } = identityProvider;
  return {
    identityProvider,
    backend,
    connection: ['--base-url', backend.baseUrl, '--token-endpoint', tokenEndpoint],
    [Symbol.asyncDispose]: async () => {
      await backend.stop();
      await identityProvider.stop();
    },
  };
}

/** What a process of the suite printed, and how it ended. */
export interface LiveRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Starts the command as its user does; with the secret, unless another environment is given. */
export function startLive(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = { KAGENTI_CLIENT_SECRET: clientSecret },
) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, KAGENTI_CLIENT_SECRET: undefined, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const ended: Promise<LiveRun> = Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]).then(([stdout, stderr, [code]]) => ({
    stdout,
    stderr,
    exitCode: typeof code === 'number' ? code : null,
  }));
  return { child, ended };
}

/** Runs the command to its end. */
export function runLive(
  args: readonly string[],
  environment?: NodeJS.ProcessEnv,
): Promise<LiveRun> {
  return startLive(args, environment).ended;
}

/** Runs it with an account, and reads the object that it prints. */
export async function liveReport(
  { connection }: LiveServers,
  args: readonly string[] = [],
  clientId = 'boost',
): Promise<LiveRun & { readonly report: LiveReport }> {
  const run = await runLive([...connection, '--client-id', clientId, '--json', ...args]);
  const report: LiveReport = JSON.parse(run.stdout);
  return { ...run, report };
}

/** `outcome: detail`, by operation. */
export function outcomes({ rows }: LiveReport): Record<string, string> {
  return Object.fromEntries(
    rows.map(({ operation, outcome, detail }) => [
      operation,
      detail === undefined ? outcome : `${outcome}: ${detail}`,
    ]),
  );
}

/** What the server has that a walk may have made, asked for as an operator. */
export async function inventory({ backend, identityProvider }: LiveServers): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: 'boost',
    client_secret: clientSecret,
  };
  const body = new URLSearchParams(form);
  const answer = await fetch(identityProvider.tokenEndpoint, { method: 'POST', body });
  const { access_token: token } = JSON.parse(await answer.text());
  const headers = { authorization: `Bearer ${token}` };
  const paths = [
    'agents?namespace=team1',
    'tools?namespace=team1',
    'skills?namespace=team1',
    'contexts/team1',
    'skills/autosync',
    'shipwright/builds?allNamespaces=true',
  ];
  const texts = paths.map(async path =>
    (await fetch(`${backend.baseUrl}/api/v1/${path}`, { headers })).text(),
  );
  return (await Promise.all(texts)).join('\n');
}
