import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { context } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { setUpOpenTelemetry } from '../test/fixtures/opentelemetry.fixture.ts';
import { json, ScriptedEndpoint, tokens } from '../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../test/fixtures/test-manager.fixture.ts';
import type { KeycloakTokenManager } from './keycloak-token-manager.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const storage = new AsyncLocalStorage<object>();

/** Calls in a context of its own, and lets go of all but a weak reference to it. */
async function callInContext(manager: KeycloakTokenManager): Promise<WeakRef<object>> {
  const request = { body: Buffer.alloc(1000) };
  const reference = new WeakRef(request);
  await storage.run(request, () => manager.getToken());
  return reference;
}

async function isCollected(reference: WeakRef<object>): Promise<boolean> {
  for (let turn = 0; turn < 20; turn += 1) {
    await setImmediate();
    collectGarbage();
    if (reference.deref() === undefined) return true;
  }
  return false;
}

test("the context of the call that gets the token does not live as long as it [service-account-tokens/Caller's context is let go]", async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  expect(await isCollected(await callInContext(manager))).toBe(true);
  expect(manager.health().state).toBe('fresh');
});

test("with OpenTelemetry the caller's request is let go too [service-account-tokens/Caller's context is let go]", async () => {
  setUpOpenTelemetry();
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  expect(await isCollected(await callInContext(manager))).toBe(true);
});

test("with OpenTelemetry the token keeps nothing of the caller's trace", async () => {
  setUpOpenTelemetry();
  // A connection that is kept open belongs to the trace in which it was made.
  const fields = { access_token: 'token-1', token_type: 'Bearer', expires_in: 300 };
  await using endpoint = await ScriptedEndpoint.start(json(fields, 200, { connection: 'close' }));
  await using manager = managerFor(endpoint);
  const call = async () => {
    const request = { body: Buffer.alloc(1000) };
    const traced = context.active().setValue(Symbol('request'), request);
    await context.with(traced, () => manager.getToken());
    return new WeakRef(request);
  };
  const reference = await call();
  expect(await isCollected(reference)).toBe(true);
});

test('a renewal that another secret starts runs outside the caller too', async () => {
  await using endpoint = await ScriptedEndpoint.start(json({ error: 'invalid_client' }, 401));
  const seen: unknown[] = [];
  let secret = 'wrong-secret';
  const clientSecret = () => {
    seen.push(storage.getStore());
    return secret;
  };
  await using manager = managerFor(endpoint, { clientSecret });
  await storage.run({}, () => failureOf(manager.getToken()));
  secret = 'right-secret';
  endpoint.answer = tokens();
  await storage.run({}, () => manager.getToken());
  expect(seen).toEqual([undefined, undefined, undefined]);
});
