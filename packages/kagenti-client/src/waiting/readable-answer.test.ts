import { expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { json, type Script, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { type WaitingClient, waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';

const poet = { namespace: 'team1', name: 'poet' };

/** How a wait ends on a server of that script, and by validation of that kind. */
async function ended(
  script: Script,
  validation: 'report' | 'off',
  wait: (kagenti: WaitingClient) => Promise<unknown>,
): Promise<unknown> {
  await using server = await ScriptedServer.start(script);
  await using kagenti = waitingClient(server.origin, new DrivenClock(), { validation });
  return await wait(kagenti).catch((error: unknown) => error);
}

const waits: readonly [string, (kagenti: WaitingClient) => Promise<unknown>][] = [
  ['agents.builds.info', kagenti => kagenti.agents.builds.waitFor(poet)],
  ['agents.get', kagenti => kagenti.agents.waitForReady(poet)],
  ['tools.get', kagenti => kagenti.tools.waitForReady(poet)],
  ['simulation.generationStatus', kagenti => kagenti.simulation.waitForReady(poet)],
];

test.each(
  waits.flatMap(([operation, wait]) =>
    [null, 7, 'ready'].flatMap(body =>
      (['report', 'off'] as const).map(validation => ({ operation, wait, body, validation })),
    ),
  ),
)(
  '$operation answers $body, with validation $validation [kagenti-long-work/Failure for good]',
  async ({ operation, wait, body, validation }) => {
    expect(await ended(response => json(response, body), validation, wait)).toMatchObject({
      name: 'KagentiContractError',
      operation,
      issues: [{ path: '', code: 'invalid_type' }],
      attempts: [{ status: 200 }],
    });
  },
);

test.each([{}, { items: null }, { items: [null, 7, { name: 'poet', status: 7 }] }])(
  'a list reads %j, and the agent is nowhere [kagenti-long-work/Failure for good]',
  async list => {
    const script: Script = (response, { path }) =>
      path.endsWith('/poet')
        ? json(response, { detail: 'no such agent' }, 404)
        : json(response, list);

    expect(
      await ended(script, 'report', kagenti => kagenti.agents.waitForReady(poet)),
    ).toMatchObject({ name: 'KagentiHttpError', status: 404, operation: 'agents.get' });
  },
);
