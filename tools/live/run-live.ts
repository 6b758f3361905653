import { randomBytes } from 'node:crypto';
import {
  type BoundKagentiClient,
  KagentiClient,
  type NamespaceList,
} from '@rhdh-boost/kagenti-client';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import type { LiveArguments } from './arguments.ts';
import { CleanUp } from './clean-up.ts';
import { Journal } from './journal.ts';
import { type LiveReport, summarize } from './report.ts';
import { stories } from './stories/index.ts';
import type { Unsure } from './unsure.ts';
import { Walk } from './walk.ts';

/** What a walk needs beside its arguments. */
export interface LiveSurroundings {
  /** The account's secret. */
  readonly clientSecret: string;
  /** Ends the walk; what it made is removed nevertheless. */
  readonly signal: AbortSignal;
  /** Ends also the clean-up, and creations, which the walk's end alone does not cut short. */
  readonly hurry: AbortSignal;
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
  { clientSecret, signal, hurry, progress }: LiveSurroundings,
): Promise<LiveReport> {
  const { baseUrl, tokenEndpoint, clientId, allowInClusterHttp, user } = wish;
  const journal = new Journal();
  const cleanUp = new CleanUp();
  const prefix = `boost-live-${randomBytes(3).toString('hex')}`;
  await using tokens = new KeycloakTokenManager({
    tokenEndpoint,
    clientId,
    clientSecret,
    allowInClusterHttp,
  });
  await using kagenti = new KagentiClient({
    baseUrl,
    tokens,
    allowInClusterHttp,
    onDrift: drift => journal.noteDrift(drift),
  });
  const api = user === undefined ? kagenti.asService('live suite') : kagenti.asUser(user);
  // First, so that a wrong secret or address is reported once, and not for each operation.
  await tokens.getToken({ signal });
  await api.health.live({}, { signal });
  const namespace = wish.namespace ?? (await firstNamespace(api, signal));
  const parts = { api, journal, cleanUp, wish, namespace, prefix };
  const walk = new Walk({ ...parts, signal, hurry, progress });
  let leftBehind: LiveReport['leftBehind'] = [];
  try {
    for (const group of wish.groups) {
      if (signal.aborted) break;
      await stories[group](walk).catch((error: unknown) => {
        if (signal.aborted) return;
        // A mistake of the suite's, or an answer that no reading was ready for: the other groups have their say.
        const name = error instanceof Error ? error.name : 'no error';
        const detail = `the suite itself broke in this group: ${name}`;
        journal.breakOff(group, detail);
        progress(`${group} FAILED: ${detail}`);
      });
    }
  } finally {
    leftBehind = await cleanUp.run(hurry);
    for (const { what, why } of leftBehind) progress(`Could not remove ${what}. ${why}`);
  }
  const rows = journal.rows(wish.groups);
  const summary = summarize(rows);
  return { baseUrl, namespace, prefix, rows, summary, leftBehind, interrupted: signal.aborted };
}

async function firstNamespace(api: BoundKagentiClient, signal: AbortSignal): Promise<string> {
  const answer: Unsure<NamespaceList> = await api.namespaces.list({}, { signal });
  const first = answer.namespaces?.at(0) ?? undefined;
  if (first === undefined) {
    throw new Error('Kagenti is switched on for no namespace: give one with --namespace.');
  }
  return first;
}
