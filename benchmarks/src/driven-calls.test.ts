import { expect, test } from 'vitest';
import { countDrivenCalls } from './driven-calls.ts';
import { ours } from './peers/ours.ts';
import { requestToken } from './peers/request-token.ts';
import type { TokenPeer } from './peers/token-client.ts';
import { requestsOfADay } from './scenarios/token-day.ts';

const day = { lifetimeSeconds: 60, hours: 0.1, callsPerSecond: 100 };

/** A client that keeps its token to the end, and lets the calls that find none wait. */
const simple: TokenPeer = {
  name: 'simple',
  async create(source) {
    let untilMs = 0;
    let token = Promise.resolve('');
    return {
      getToken() {
        if (Date.now() >= untilMs) {
          token = requestToken(source).then(answer => answer.access_token);
          untilMs = Date.now() + day.lifetimeSeconds * 1000;
        }
        return token;
      },
      call: async () => 200,
    };
  },
};

test('the callers who find no token and those who come meanwhile have waited', async () => {
  expect(await countDrivenCalls(simple, day)).toEqual({
    'token requests': 6,
    // The first is alone; then ten calls come in the tenth of a second that a request takes.
    'callers that waited': 1 + 5 * 10,
    'failed calls': 0,
    calls: 35_991,
    hours: 0.1,
  });
});

test('of the manager’s callers only the first waits, and requests keep to the limit of a day [service-account-tokens/Early window renews behind the call]', async () => {
  const counts = await countDrivenCalls(ours, day);

  expect(counts).toMatchObject({ 'callers that waited': 1, 'failed calls': 0 });
  expect(counts['token requests']).toBeGreaterThan(10);
  expect(counts['token requests']).toBeLessThanOrEqual(14);
});

test.each([
  [300, 401],
  [60, 3201],
  [30, 6401],
])('a day of tokens of %d s needs at most %d requests', (lifetimeSeconds, most) => {
  expect(requestsOfADay(lifetimeSeconds)).toBe(most);
});
