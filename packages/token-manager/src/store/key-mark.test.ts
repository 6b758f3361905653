import { expect, test, vi } from 'vitest';
import {
  encryptionKey,
  type Fleet,
  type Replica,
  startFleet,
} from '../../test/fixtures/replicas.fixture.ts';

const otherKey = `${encryptionKey} of another fleet`;
const told = ({ events }: Replica) =>
  events.filter(event => event.type === 'storeFailed' && event.reason === 'otherKey').length;

/** Has a replica ask for a token a millisecond later, and waits until it has left it. */
async function renew({ store, clock }: Fleet, { manager }: Replica): Promise<void> {
  store.forgetAsked();
  clock.pass({ ms: 1 });
  manager.clearCache();
  await manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
}

test('replicas with two keys are told at their first token, or within an hour of the other [shared-token-store/Replicas with other keys are reported]', async () => {
  const fleet = await startFleet();
  const [one, other] = [fleet.start(), fleet.start({ encryptionKey: otherKey })];
  await renew(fleet, one);
  expect(told(one)).toBe(0);

  await renew(fleet, other);
  expect(other.events).toContainEqual({
    type: 'storeFailed',
    operation: 'get',
    reason: 'otherKey',
  });
  expect(other.lines.filter(line => line.startsWith('warn'))).toEqual([
    expect.stringMatching(/^warn: Another replica .* under another encryptionKey/),
  ]);
  expect(other.manager.health().storeFailures).toBe(0);

  fleet.clock.pass({ seconds: 3599 });
  await renew(fleet, one);
  expect(told(one)).toBe(0);
  fleet.clock.pass({ seconds: 1 });
  // The other one's mark stands for an hour, and is renewed by then.
  await renew(fleet, other);
  await renew(fleet, one);
  expect([told(one), told(other)]).toEqual([1, 1]);
});

test('a replica is told once an hour at most, however many tokens it gets [shared-token-store/Replicas with other keys are reported]', async () => {
  const fleet = await startFleet();
  const [one, other] = [fleet.start(), fleet.start({ encryptionKey: otherKey })];
  for (let tokens = 0; tokens < 5; tokens += 1) {
    await renew(fleet, one);
    await renew(fleet, other);
  }
  expect([told(one), told(other)]).toEqual([0, 1]);
  expect(fleet.store.askedOfMarks).toEqual(['get', 'set', 'get', 'set']);
});

test('replicas with one key, and clients of their own with others, hear nothing [shared-token-store/Replicas with other keys are reported]', async () => {
  const fleet = await startFleet();
  const replicas = [
    fleet.start(),
    fleet.start(),
    fleet.start({ clientId: 'another', encryptionKey: otherKey }),
  ];
  for (const replica of replicas) await renew(fleet, replica);

  expect(replicas.map(told)).toEqual([0, 0, 0]);
  expect(fleet.store.marks.size).toBe(2);
});

test('a mark that is rubbish is overwritten without a word [shared-token-store/Replicas with other keys are reported]', async () => {
  const fleet = await startFleet();
  await renew(fleet, fleet.start());
  const [name, mark] = [...fleet.store.marks][0] ?? [];
  fleet.store.marks.set(name ?? '', { value: 'rubbish', endsAtMs: Number.POSITIVE_INFINITY });
  const replica = fleet.start();

  await renew(fleet, replica);

  expect(told(replica)).toBe(0);
  expect(fleet.store.marks.get(name ?? '')?.value).toBe(mark?.value);
});

test('keys are compared again by the next token when the store gave no answer [shared-token-store/Replicas with other keys are reported]', async () => {
  const fleet = await startFleet();
  await renew(fleet, fleet.start());
  const other = fleet.start({ encryptionKey: otherKey });
  let gets = 0;
  fleet.store.before = async operation => {
    if (operation === 'get') gets += 1;
    // The first two are for the token.
    if (operation === 'get' && gets === 3) throw new Error('down');
  };
  await renew(fleet, other);
  expect(told(other)).toBe(0);

  await renew(fleet, other);
  expect(told(other)).toBe(1);
});

test('a mark shows neither key nor account [shared-token-store/Replicas with other keys are reported]', async () => {
  const fleet = await startFleet();
  await renew(fleet, fleet.start());
  const [[name, { value }] = ['', { value: '' }]] = [...fleet.store.marks];

  expect(name).toMatch(/^boost-token-key:[0-9a-f]{64}$/);
  expect(value).toMatch(/^key1:[0-9a-f]{32}$/);
});
