import { setTimeout as sleep } from 'node:timers/promises';
import { type OperationName, operationByName, operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { operationDescriptors } from '../../src/api/generated/operation-descriptors.ts';
import type { DescriptorData } from '../../src/operations/operation-descriptor.ts';
import { jane } from '../fixtures/test-client.fixture.ts';
import { callMethod } from '../parity/call-method.fixture.ts';
import { contractOperations } from '../parity/contract.fixture.ts';
import { fillRequest } from '../parity/contract-values.fixture.ts';
import { canaryText } from './answers.fixture.ts';
import type { Fault } from './fault.fixture.ts';
import { leaksIn } from './fault-outcome.fixture.ts';
import { keyOf } from './fault-server.fixture.ts';
import { FaultSetting } from './fault-setting.fixture.ts';
import { faultGroups } from './fault-table.fixture.ts';

const faults = faultGroups.flatMap(group => group.faults);

/** How often an operation may be sent: with two retries where it is safe, and once more after a refused token. */
const mostRequests = (name: OperationName): number =>
  name === 'skills.list' ? 4 + skillCalls.length * 4 : operationByName(name).safeToRepeat ? 4 : 2;

/** Calls of one skill: each reads the list first, which meets the fault, or has no such skill. */
const skillCalls = Object.values<DescriptorData>(operationDescriptors).filter(
  ({ mustBeListed }) => mustBeListed,
);

/** What every operation came to, all called at once. */
interface Seen {
  readonly ranTwice: string[];
  readonly sentTooOften: string[];
  readonly leaks: string[];
  readonly listeners: number;
  readonly connections: number;
  /** How many of the calls reached the server; of a warm one, on a connection that another call left open. */
  readonly reached: number;
}

/** What was counted of an operation, whatever its query. */
function counted(counts: ReadonlyMap<string, number>, wanted: string): number {
  let sum = 0;
  for (const [key, count] of counts) if (key.split('?')[0] === wanted) sum += count;
  return sum;
}

/** Leaves an open connection behind for each operation: calls that are made at the same time need one each. */
async function warm({ server, client }: FaultSetting): Promise<void> {
  const { namespaces } = client.asUser(jane);
  // Again where some were answered before others were sent, and lent them their connection.
  for (let round = 0; round < 20 && server.openConnections < operations.length; round += 1) {
    await Promise.all(operations.map(() => namespaces.list()));
  }
  // Until the connections are free again: the next calls would open others.
  await sleep(50);
  server.clearCounts();
}

/** Calls every operation of the contract at a server that fails. */
async function meet(fault: Fault): Promise<Seen> {
  await using setting = await FaultSetting.start(fault, { budget: 1_000 });
  const { server, client, controller } = setting;
  if (fault.warm === true) await warm(setting);
  server.strike(fault);
  const api = client.asUser(jane);
  const calls = contractOperations.map(operation => {
    const { name, method, parameters } = operation;
    const hasText = parameters.some(
      parameter => parameter.in === 'body' && parameter.name === 'message',
    );
    const { given, path } = fillRequest(
      operation,
      {
        namespace: { sent: 'team1', given: 'team1' },
        ...(hasText && { message: { sent: canaryText, given: canaryText } }),
      },
      ({ required, name: parameter }) => !required && parameter !== 'namespace',
    );
    const options = { signal: controller.signal };
    return { name, key: keyOf({ method, path }), settled: callMethod(api, name, given, options) };
  });
  const timer = setTimeout(() => {
    controller.abort();
  }, fault.abortAfterMs ?? 600_000);
  const results = await Promise.allSettled(calls.map(({ settled }) => settled));
  clearTimeout(timer);
  const { listeners } = setting;
  await client.close();
  const came = fault.warm === true ? server.reused : server.requests;
  const named = (isIt: (call: (typeof calls)[number]) => boolean): string[] =>
    calls.filter(isIt).map(({ name }) => name);
  return {
    ranTwice: named(
      ({ name, key }) => !operationByName(name).safeToRepeat && counted(server.runs, key) > 1,
    ),
    sentTooOften: named(({ name, key }) => counted(server.requests, key) > mostRequests(name)),
    leaks: results.flatMap(result => (result.status === 'rejected' ? leaksIn(result.reason) : [])),
    listeners,
    connections: await server.connections(0),
    reached: named(({ key }) => counted(came, key) > 0).length,
  };
}

test.concurrent.each(faults)(
  '$situation: every operation at once [kagenti-api/Operation that may have run is not repeated]',
  async fault => {
    const { reached, ...seen } = await meet(fault);

    expect(seen).toEqual({
      ranTwice: [],
      sentTooOften: [],
      leaks: [],
      listeners: 0,
      connections: 0,
    });
    // Where the server can be reached at all, every operation did.
    const isReached = Object.values(fault.calls).some(({ requests }) => requests > 0);
    expect(reached).toBe(isReached ? operations.length - skillCalls.length : 0);
  },
  120_000,
);
