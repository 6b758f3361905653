import { expect, test } from 'vitest';
import {
  type Answer,
  json,
  reset,
  ScriptedEndpoint,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor, observe } from '../../test/fixtures/test-manager.fixture.ts';

test.each<[string, Answer]>([
  ['is refused', json({ error: 'invalid_scope' }, 400)],
  ['finds no address', json({}, 404)],
  ['gets no token', json({})],
  ['is cut off', reset],
])(
  'a request that %s is reported without the query of its endpoint [service-account-tokens/Query of the endpoint does not show]',
  async (_what, answer) => {
    await using endpoint = await ScriptedEndpoint.start(answer);
    const observed = observe();
    const tokenEndpoint = `${endpoint.tokenEndpoint}?tenant=canary`;
    await using manager = managerFor({ tokenEndpoint }, observed);

    const error = await failureOf(manager.getToken());

    expect(error.message).toContain(endpoint.tokenEndpoint);
    expect(`${error.stack} ${error.hint} ${observed.lines.join(' ')}`).not.toContain('canary');
  },
);
