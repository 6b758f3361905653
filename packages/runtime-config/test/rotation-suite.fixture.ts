import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { StoreHost } from './database-host.fixture.ts';
import { type OpenPlace, openPlace } from './open-place.fixture.ts';
import { type RotationResult, type RotationTask, rotatedKeys } from './rotation-process.fixture.ts';

const program = fileURLToPath(new URL('./rotation-process.fixture.ts', import.meta.url));
const [oldSecret, newSecret] = ['the old secret of all replicas', 'the new secret of all replicas'];
/** How often each replica at least reads and writes after each step, apart from all others. */
const [fewestReads, fewestWrites] = [20, 4];

/** One step of a rotation: today's secret, then the previous ones. */
type Secrets = readonly [current: string, ...previous: string[]];

/** How the encryption secret is replaced while replicas, as processes, read and write secrets. */
export function describeRotation(host: StoreHost): void {
  const place = openPlace(host);

  test(`A10: with the new secret as a previous one first, no read fails ${host.name} [runtime-config/Rotation in two steps fails no read]`, async () => {
    const resolver = await fill(place);
    const results = await rotate(place, [
      [oldSecret],
      [oldSecret, newSecret],
      [newSecret, oldSecret],
    ]);
    expect(results.flatMap(({ failures }) => failures)).toEqual([]);
    await resolver(newSecret, oldSecret).reencrypt();
    const last = await rotate(place, [[newSecret, oldSecret], [newSecret]]);
    expect(last.flatMap(({ failures }) => failures)).toEqual([]);
  }, 120_000);

  test(`A10: with the secrets replaced in one step, reads fail ${host.name}`, async () => {
    await fill(place);
    const results = await rotate(place, [[oldSecret], [newSecret, oldSecret]]);
    expect(new Set(results.flatMap(({ failures }) => failures))).toEqual(
      new Set(['undecryptable', 'no value']),
    );
  }, 120_000);
}

/** Sets each secret under the old one. */
async function fill(place: OpenPlace) {
  const resolver = (encryptionSecret: string, ...previousEncryptionSecrets: string[]) =>
    place.resolver({ yaml: { boost: { encryptionSecret, previousEncryptionSecrets } } });
  for (const key of rotatedKeys) await resolver(oldSecret).set(key, 'value 0');
  return resolver;
}

/** Restarts two replicas with each step's secrets, one after the other, and stops them at the end. */
async function rotate(place: OpenPlace, steps: readonly Secrets[]): Promise<RotationResult[]> {
  const results: RotationResult[] = [];
  const replicas: (ChildProcess | undefined)[] = [undefined, undefined];
  for (const secrets of steps) {
    for (const [index, former] of replicas.entries()) {
      replicas[index] = await start(place, secrets);
      const running = [former, ...replicas].filter(replica => replica !== undefined);
      // In the second round each reads what all have written in the first.
      for (let round = 0; round < 2; round += 1) await Promise.all(running.map(progress));
      if (former !== undefined) results.push(await send(former, 'stop'));
    }
  }
  for (const replica of replicas)
    if (replica !== undefined) results.push(await send(replica, 'stop'));
  return results;
}

/** Waits until a replica has read and written some more. */
async function progress(replica: ChildProcess): Promise<void> {
  const before = await send(replica, 'report');
  for (let now = before; ; now = await send(replica, 'report')) {
    const isEnough =
      now.reads - before.reads >= fewestReads && now.writes - before.writes >= fewestWrites;
    if (isEnough) return;
    await wait(20);
  }
}

async function start(
  { connection }: OpenPlace,
  [encryptionSecret, ...previousEncryptionSecrets]: Secrets,
): Promise<ChildProcess> {
  if (connection === undefined) throw new Error('Another process cannot reach this place.');
  const task: RotationTask = { connection, encryptionSecret, previousEncryptionSecrets };
  const replica = fork(program, [JSON.stringify(task)]);
  await once(replica, 'message');
  return replica;
}

async function send(replica: ChildProcess, message: 'report' | 'stop'): Promise<RotationResult> {
  const result = once(replica, 'message');
  replica.send(message);
  const [{ reads, writes, failures }] = await result;
  return { reads, writes, failures };
}
