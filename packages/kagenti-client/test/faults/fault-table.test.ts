import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { KagentiError } from '../../src/errors/kagenti-error.ts';
import type { BoundKagentiClient } from '../../src/kagenti-client.ts';
import { jane, weatherAgent } from '../fixtures/test-client.fixture.ts';
import { canaryText, canaryToken } from './answers.fixture.ts';
import type { CallKind, ExpectedCall, Fault } from './fault.fixture.ts';
import { leaksIn, outcomeOf } from './fault-outcome.fixture.ts';
import { totalOf } from './fault-server.fixture.ts';
import { FaultSetting } from './fault-setting.fixture.ts';
import { describeFaults, faultGroups } from './fault-table.fixture.ts';

/** What a call came to, and what it left behind. */
interface Seen extends ExpectedCall {
  readonly attempts: number;
  readonly listeners: number;
  readonly leaks: readonly string[];
}

const kinds: readonly CallKind[] = ['read', 'change', 'stream'];

/** Most of what is given to a connection that the client must close: its limit of 32 MiB, and buffers. */
const mostBytes = 48 * 1024 * 1024;

/** Makes the call that stands for its kind; a stream is read to its end. */
async function perform(
  api: BoundKagentiClient,
  kind: CallKind,
  text: string,
  signal?: AbortSignal,
): Promise<string> {
  const options = signal === undefined ? {} : { signal };
  if (kind === 'read') {
    await api.agents.list({ namespace: 'team1' }, options);
  } else if (kind === 'change') {
    await api.chat.send({ ...weatherAgent, message: text }, options);
  } else {
    for await (const event of api.chat.stream({ ...weatherAgent, message: text }, options)) {
      if (event.type === 'done') return 'the reply';
    }
  }
  return 'the data';
}

/** Strikes, and makes one call. */
async function meet(fault: Fault, kind: CallKind, wanted: ExpectedCall): Promise<Seen> {
  await using setting = await FaultSetting.start(fault);
  const { server, client, controller } = setting;
  const api = client.asUser(jane);
  if (fault.warm === true) {
    await perform(api, kind, canaryText);
    // Until its connection is free again: the next call would open another.
    await sleep(20);
  }
  server.clearCounts();
  server.strike(fault);
  const timer = setTimeout(() => {
    controller.abort();
  }, fault.abortAfterMs ?? 600_000);
  const text = fault.largeRequest === true ? canaryText.repeat(200_000) : canaryText;
  let error: unknown;
  const outcome = await perform(api, kind, text, controller.signal).catch((failure: unknown) => {
    error = failure;
    return outcomeOf(failure);
  });
  clearTimeout(timer);
  const { listeners } = setting;
  const connections = await server.connections(wanted.connections);
  const { requests, runs } = server;
  await client.close();
  expect(await server.connections(0)).toBe(0);
  expect(server.bytesWritten).toBeLessThan(mostBytes * Math.max(1, totalOf(requests)));
  const attempts = error instanceof KagentiError ? error.attempts.length : totalOf(requests);
  const counts = { requests: totalOf(requests), attempts, runs: totalOf(runs), connections };
  return { outcome, ...counts, listeners, leaks: leaksIn(error) };
}

describe.each(faultGroups)('$heading', ({ faults }) => {
  test.each(faults)('$situation [kagenti-api/Every fault has its outcome]', async fault => {
    const met = kinds.flatMap(kind => {
      const wanted = fault.calls[kind];
      return wanted === undefined ? [] : [{ kind, wanted }];
    });

    const seen = await Promise.all(
      met.map(async ({ kind, wanted }) => [kind, await meet(fault, kind, wanted)] as const),
    );

    expect(seen).toEqual(
      met.map(({ kind, wanted }) => [
        kind,
        { attempts: wanted.requests, ...wanted, listeners: 0, leaks: [] },
      ]),
    );
  });
});

test('the table in the docs is that of these tests [kagenti-api/Every fault has its outcome]', () => {
  const page = new URL('../../../../docs/kagenti-faults.md', import.meta.url);
  const faults = faultGroups.flatMap(group => group.faults);

  expect(readFileSync(page, 'utf8')).toBe(describeFaults(faultGroups));
  expect(faults.length).toBeGreaterThanOrEqual(40);
  expect(new Set(faults.map(({ situation }) => situation)).size).toBe(faults.length);
});

test('a token or a text that is printed is found by its canary [kagenti-api/Every fault has its outcome]', () => {
  expect(leaksIn(new Error(`Bearer ${canaryToken}`))).toEqual([canaryToken]);
  expect(leaksIn({ deep: { down: { here: canaryText } } })).toEqual([canaryText]);
  expect(leaksIn(undefined)).toEqual([]);
});
