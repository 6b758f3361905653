import { expect, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { MemoryTokenStore } from '../../test/fixtures/memory-token-store.fixture.ts';
import { encryptionKey, startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { gated, json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { momentOf } from '../clock.ts';
import { Redactor } from '../observability/redaction.ts';
import { TokenObservers } from '../observability/token-observers.ts';
import { OptionNames } from '../option-names.ts';
import { TokenSeal } from './token-seal.ts';
import { TokenSharing } from './token-sharing.ts';

/** What one replica shares, without a manager: more happens to it here than to one in its life. */
function startSharing() {
  const clock = new DrivenClock();
  const sharing = new TokenSharing({
    store: new MemoryTokenStore(clock),
    seal: new TokenSeal(encryptionKey),
    account: ['boost'],
    method: 'client_secret_basic',
    connections: { current: () => Promise.reject(new Error('Not needed here')) },
    clock,
    observers: new TokenObservers({
      logger: undefined,
      onEvent: undefined,
      optionNames: new OptionNames(),
      redactor: new Redactor(),
      telemetry: { host: 'localhost', clientId: 'boost', secondsLeft: () => undefined },
    }),
  });
  const issue = (value: string, lifetimeSeconds = 300) => {
    const requestedAt = momentOf(clock);
    return { value, lifetimeSeconds, scope: undefined, requestedAt };
  };
  return { clock, sharing, issue };
}

test('the latest sixteen refused tokens are not taken back [shared-token-store/Unusable token is left in the store]', () => {
  const { sharing, issue } = startSharing();
  const entries = Array.from({ length: 17 }, (_, index) => {
    const entry = sharing.write(issue(`token-${index}`));
    sharing.refuse(`token-${index}`);
    return entry;
  });

  const taken = entries.map(entry => sharing.read(entry?.name ?? '', entry)?.value);
  expect(taken).toEqual(['token-0', ...Array.from({ length: 16 }, () => undefined)]);
});

test('a token that is refused twice counts once [shared-token-store/Unusable token is left in the store]', () => {
  const { sharing, issue } = startSharing();
  const first = sharing.write(issue('token-0'));
  sharing.refuse('token-0');
  for (let time = 0; time < 20; time += 1) sharing.refuse('token-1');

  expect(sharing.read(first?.name ?? '', first)).toBeUndefined();
});

test('a token stands in the store for what is left of its life [shared-token-store/Unusable token is left in the store]', () => {
  const { clock, sharing, issue } = startSharing();
  const issued = issue('token-1');
  clock.pass({ ms: 299_500 });
  expect(sharing.write(issued)?.ttlMs).toBe(500);
  clock.pass({ ms: 500 });
  expect(sharing.write(issued)).toBeUndefined();
  clock.pass({ seconds: 1 });
  expect(sharing.write(issued)).toBeUndefined();
  expect(sharing.write(issue('token-2', 0.001))?.ttlMs).toBe(1);
});

test('a token that ends before it could be stored is given, and not stored [shared-token-store/Unusable token is left in the store]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  const { answer, open } = gated(1);
  endpoint.answer = answer;
  const { manager, events } = start();
  const call = manager.getToken();
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  clock.pass({ ms: 999.5 });
  open();

  expect(await call).toBe('token-1');
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  expect(store.asked).toEqual(['get', 'lease', 'get', 'release']);
  expect(events.map(({ type }) => type)).toEqual(['acquired']);
});

test.each([
  [190_000, 'token-1', 1],
  [200_000, 'token-2', 2],
])(
  'of tokens with %i characters the second replica has %s: what is longer than 256 KiB when sealed is not opened [shared-token-store/Moved or changed value does not open]',
  async (length, expected, requests) => {
    const { endpoint, store, start } = await startFleet();
    endpoint.answer = (response, seen, count) => {
      const access_token = `token-${count}`.padEnd(length, '-');
      json({ access_token, token_type: 'Bearer', expires_in: 300 })(response, seen, count);
    };
    await start().manager.getToken();
    await vi.waitFor(() => expect(store.asked).toContain('release'));

    const token = await start().manager.getToken();

    expect([token.slice(0, 7), token.length]).toEqual([expected, length]);
    expect(endpoint.requests).toHaveLength(requests);
  },
);
