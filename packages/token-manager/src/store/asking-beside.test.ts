import { expect, test, vi } from 'vitest';
import {
  advance,
  type Fleet,
  leaveLease,
  startFleet,
} from '../../test/fixtures/replicas.fixture.ts';
import { type Answer, gated, hang, json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';

/** A replica that has waited three quarters of its four seconds for another one's token, and asks itself. */
async function startBeside(answer: Answer) {
  const fleet: Fleet = await startFleet();
  const { endpoint, clock, store, start } = fleet;
  const putBack = await leaveLease(fleet, 60_000);
  endpoint.answer = answer;
  const { manager, events } = start({ timeoutMs: 4000 });
  const call = manager.getToken();
  call.catch(() => {});
  await advance(clock, 2900);
  expect(endpoint.requests).toHaveLength(1);
  await advance(clock, 250);
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2));
  store.forgetAsked();
  return { ...fleet, manager, events, call, putBack };
}

test('its own token, when that comes first, is given without another look into the store [shared-token-store/Holder of the lease is slow]', async () => {
  const { answer, open } = gated();
  const { events, call, store } = await startBeside(answer);
  open();

  expect(await call).toBe('token-2');
  expect(events).toMatchObject([{ type: 'acquired', requests: 1 }]);
  await vi.waitFor(() => expect(store.asked).toEqual(['set']));
});

test("the other one's token, when that comes first, ends its own request [shared-token-store/Holder of the lease is slow]", async () => {
  const ended = vi.fn<() => void>();
  const { clock, events, call, putBack } = await startBeside(response => {
    response.once('close', ended);
  });
  putBack();
  await advance(clock, 200);

  expect(await call).toBe('token-1');
  await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
  await advance(clock, 1000);
  expect(events).toMatchObject([{ type: 'shared', requests: 0 }]);
});

test('a refusal of its own request reaches the caller, after one more look [shared-token-store/Holder of the lease is slow]', async () => {
  const refuse: (() => void)[] = [];
  const { call, store } = await startBeside((...given) => {
    refuse.push(() => json({ error: 'invalid_client' }, 401)(...given));
  });
  refuse[0]?.();

  expect(await failureOf(call)).toMatchObject({ code: 'rejected' });
  expect(store.asked).toEqual(['get']);
});

test('when neither token comes the renewal ends in its time [shared-token-store/Holder of the lease is slow]', async () => {
  const { clock, call, store } = await startBeside(hang);
  await advance(clock, 900);

  expect(await failureOf(call)).toMatchObject({ code: 'timeout' });
  const looked = store.asked.length;
  await advance(clock, 1000);
  expect(store.asked).toHaveLength(looked);
});

test('closing ends it at once', async () => {
  const { manager, call, store } = await startBeside(hang);

  await manager.close();

  expect(await failureOf(call)).toMatchObject({ code: 'closed' });
  expect(store.asked).toEqual(['get']);
});

test('a store that breaks meanwhile is let alone, and its own token awaited [shared-token-store/Store is down]', async () => {
  const { answer, open } = gated();
  const { clock, call, store } = await startBeside(answer);
  store.before = () => Promise.reject(new Error('down'));
  await advance(clock, 600);
  expect(store.asked).toEqual(['get']);
  open();

  expect(await call).toBe('token-2');
  expect(store.asked).toEqual(['get']);
});
