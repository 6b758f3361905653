import { expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { ScriptedEndpoint, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

const limit = 1024 * 1024;

/** A good answer of exactly so many bytes. */
function answerOf(bytes: number): string {
  const answer = { access_token: 'token', token_type: 'Bearer', expires_in: 300, pad: '' };
  return JSON.stringify({ ...answer, pad: ' '.repeat(bytes - JSON.stringify(answer).length) });
}

test('an answer of 1 MiB is read, one of a byte more is refused [service-account-tokens/Huge answer refused]', async () => {
  let bytes = limit;
  await using endpoint = await ScriptedEndpoint.start(response => response.end(answerOf(bytes)));
  await using manager = managerFor(endpoint);
  expect(await manager.getToken()).toBe('token');
  manager.clearCache();
  bytes += 1;

  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'bad_response' });
});

test('a lifetime of one second less than 2^31 is taken, 2^31 and 0 are not [service-account-tokens/Answer that is no token refused]', async () => {
  let expiresIn: number;
  await using endpoint = await ScriptedEndpoint.start((...given) => tokens(expiresIn)(...given));
  const outcomeOf = async (seconds: number) => {
    expiresIn = seconds;
    await using manager = managerFor(endpoint);
    return await manager.getToken().catch((error: unknown) => error);
  };

  expect(await outcomeOf(2 ** 31 - 1)).toBe('token-1');
  expect(await outcomeOf(2 ** 31)).toMatchObject({ code: 'bad_response' });
  expect(await outcomeOf(0)).toMatchObject({ code: 'bad_response' });
});

test('a token whose life ends as it comes is asked for again, one with a millisecond left is given [service-account-tokens/Expired token never given]', async () => {
  const clock = new DrivenClock();
  await using endpoint = await ScriptedEndpoint.start((response, request, count) => {
    clock.pass({ ms: count === 1 ? 300_000 : 299_999 });
    tokens(300)(response, request, count);
  });
  await using manager = managerFor(endpoint, { clock, timeoutMs: 900_000 });

  expect(await clock.settle(manager.getToken())).toBe('token-2');
});
