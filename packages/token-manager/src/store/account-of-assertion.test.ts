import { type AssertionIssuer, startAssertionIssuer } from '@rhdh-boost/testkit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { projectedToken } from '../../test/fixtures/federated.fixture.ts';
import { type Fleet, startFleet } from '../../test/fixtures/replicas.fixture.ts';
import {
  failureOf,
  managerFor,
  type TestManagerOptions,
} from '../../test/fixtures/test-manager.fixture.ts';
import type { ClientAssertion } from '../credentials/client-authentication.ts';

const audience = 'https://keycloak.example.com/realms/boost';
const projected = projectedToken();
let issuer: AssertionIssuer;
beforeAll(async () => {
  issuer = await startAssertionIssuer();
});
afterAll(() => issuer.stop());

/** Fleets have a clock of their own, on which no assertion of these ends. */
const lifetimeSeconds = 10 * 365 * 86_400;

const issue = (subject: string, from?: string) =>
  issuer.issue({ subject, audience, lifetimeSeconds, ...(from !== undefined && { issuer: from }) });

function by(assertion: ClientAssertion['assertion']): TestManagerOptions {
  return { clientId: undefined, clientAuthentication: { method: 'client_assertion', assertion } };
}

async function stored({ store }: Fleet, count: number): Promise<void> {
  await vi.waitFor(() =>
    expect(store.asked.filter(each => each === 'release')).toHaveLength(count),
  );
}

const entries = ({ store }: Fleet) =>
  [...store.entries.keys()].filter(key => /^boost-token:[\da-f]+$/.test(key));

test('replicas whose assertions have one issuer and subject share a token [shared-token-store/Assertion names the account]', async () => {
  const fleet = await startFleet();
  await fleet.start(by(() => issue('backend'))).manager.getToken();
  await stored(fleet, 1);

  expect(await fleet.start(by(() => issue('backend'))).manager.getToken()).toBe('token-1');
  expect(fleet.endpoint.requests).toHaveLength(1);
});

test.each<[string, () => Promise<string>]>([
  ['subject', () => issue('other')],
  ['issuer', () => issue('backend', 'https://other.example')],
])(
  'another %s of the assertion has its own entry [shared-token-store/Assertion names the account]',
  async (_what, other) => {
    const fleet = await startFleet();
    await fleet.start(by(() => issue('backend'))).manager.getToken();
    await fleet.start(by(other)).manager.getToken();
    await stored(fleet, 2);

    expect(fleet.endpoint.requests).toHaveLength(2);
    expect(entries(fleet)).toHaveLength(2);
  },
);

test('a client id names the account before an assertion is read', async () => {
  const fleet = await startFleet();
  const assertion = vi.fn<() => Promise<string>>(() => issue('backend'));
  await fleet.start({ ...by(assertion), clientId: 'boost' }).manager.getToken();
  await stored(fleet, 1);

  expect(await fleet.start({ ...by(assertion), clientId: 'boost' }).manager.getToken()).toBe(
    'token-1',
  );
  expect(assertion).toHaveBeenCalledTimes(1);
});

test('an assertion that cannot be read is reported, and nothing is shared meanwhile', async () => {
  const fleet = await startFleet();
  await fleet.start(by(() => issue('backend'))).manager.getToken();
  await stored(fleet, 1);
  fleet.store.forgetAsked();
  const { manager } = fleet.start(by({ file: projected.file }));

  const error = await failureOf(manager.getToken());
  expect(error.message).toContain(`file ${projected.file} cannot be read (ENOENT)`);
  expect(fleet.store.asked).toEqual([]);
  await projected.write(await issue('backend'));

  expect(await manager.getToken()).toBe('token-1');
  expect(fleet.endpoint.requests).toHaveLength(1);
});

test('an assertion of another account moves the sharing there', async () => {
  const fleet = await startFleet();
  let subject = 'backend';
  const { manager } = fleet.start(by(() => issue(subject)));
  await manager.getToken();
  await stored(fleet, 1);
  subject = 'successor';
  fleet.clock.pass({ seconds: 301 });
  expect(await manager.getToken()).toBe('token-2');
  await stored(fleet, 2);

  expect(await fleet.start(by(() => issue('successor'))).manager.getToken()).toBe('token-2');
  expect(await fleet.start(by(() => issue('backend'))).manager.getToken()).toBe('token-3');
});

test('a function that hangs while the account is found out ends with the deadline', async () => {
  const fleet = await startFleet();
  const { manager } = fleet.start({ ...by(() => new Promise(() => {})), timeoutMs: 1000 });
  const failure = failureOf(manager.getToken());
  await vi.waitFor(() => expect(fleet.clock.timers).toBe(1));
  fleet.clock.pass({ seconds: 2 });

  expect(await failure).toMatchObject({
    code: 'timeout',
    message: expect.stringContaining('clientAuthentication.assertion function gave nothing'),
  });
});

test('without claims a store needs the client id', async () => {
  const fleet = await startFleet();
  const type = 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer';
  const clientAuthentication = { method: 'client_assertion', assertion: () => 'x', type } as const;
  const error = await failureOf(() => fleet.start({ clientId: undefined, clientAuthentication }));

  expect(error).toMatchObject({
    code: 'invalid_configuration',
    message: expect.stringContaining('clientId must be given with a store'),
  });
  await using alone = managerFor(fleet.endpoint, { clientId: undefined, clientAuthentication });
  expect(await alone.getToken()).toBe('token-1');
});
