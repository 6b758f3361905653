import { randomBytes } from 'node:crypto';
import { type BoundKagentiClient, KagentiClient } from '@rhdh-boost/kagenti-client';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import type { LiveArguments } from './arguments.ts';
import { CleanUp } from './clean-up.ts';
import { Journal } from './journal.ts';
import { type LiveReport, summarize } from './report.ts';
import { stories } from './stories/index.ts';
import { Walk } from './walk.ts';

/** What a walk needs beside its arguments. */
export interface LiveSurroundings {
  /** The account's secret. */
  readonly clientSecret: string;
  /** Ends the walk; what it made is removed nevertheless. */
  readonly signal: AbortSignal;
  /** Takes a line of progress. */
  readonly progress: (line: string) => void;
}

/**
 * Walks the groups that were asked for, and removes what it made, whatever happens.
 *
 * @throws TokenError or KagentiError when it cannot begin: no token, no server, no namespace.
 */
export async function runLive(
  wish: LiveArguments,
  { clientSecret, signal, progress }: LiveSurroundings,
): Promise<LiveReport> {
  const { baseUrl, tokenEndpoint, clientId, user } = wish;
  const journal = new Journal();
  const cleanUp = new CleanUp();
  const prefix = `boost-live-${randomBytes(3).toString('hex')}`;
  await using tokens = new KeycloakTokenManager({ tokenEndpoint, clientId, clientSecret });
  await using kagenti = new KagentiClient({
    baseUrl,
    tokens,
    onDrift: drift => journal.noteDrift(drift),
  });
  const api = user === undefined ? kagenti.asService('live suite') : kagenti.asUser(user);
  // First, so that a wrong secret or address is told as such, and not 63 times.
  await tokens.getToken({ signal });
  await api.health.live({}, { signal });
  const namespace = wish.namespace ?? (await firstNamespace(api, signal));
  const walk = new Walk({ api, journal, cleanUp, wish, namespace, prefix, signal, progress });
  let leftBehind: LiveReport['leftBehind'] = [];
  try {
    for (const group of wish.groups) await stories[group](walk);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    leftBehind = await cleanUp.run();
    for (const { what, why } of leftBehind) progress(`Could not remove ${what}. ${why}`);
  }
  const rows = journal.rows(wish.groups);
  const summary = summarize(rows);
  return { baseUrl, namespace, prefix, rows, summary, leftBehind, interrupted: signal.aborted };
}

async function firstNamespace(api: BoundKagentiClient, signal: AbortSignal): Promise<string> {
  const { namespaces } = await api.namespaces.list({}, { signal });
  const [first] = namespaces;
  if (first === undefined) {
    throw new Error('Kagenti is switched on for no namespace: give one with --namespace.');
  }
  return first;
}
