import { expect, onTestFinished, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { startKagentiServer } from '../../test/fixtures/kagenti-server.fixture.ts';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import { waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';

const poet = { namespace: 'team1', name: 'poet' };
const remedy =
  "Create the agent from the built image: agents.create with deploymentMethod 'image' and the outputImage of agents.builds.info as containerImage.";

async function builtAgent() {
  const { backend, tokens, stop } = await startKagentiServer();
  onTestFinished(stop);
  const clock = new DrivenClock();
  const kagenti = waitingClient(backend.baseUrl, clock, { tokens });
  onTestFinished(kagenti.close);
  const source = { deploymentMethod: 'source', gitUrl: 'https://git.example.com/parts' } as const;
  await kagenti.agents.create({ ...poet, ...source });
  backend.kubernetes.buildRun(poet.namespace, poet.name).succeed();
  return { kagenti, clock };
}

test('D: the wait for the build of an agent that Kagenti cannot finalize ends after a minute [kagenti-long-work/Agent build that cannot be finalized]', async () => {
  const { kagenti, clock } = await builtAgent();

  const error = await rejection(kagenti.agents.builds.waitFor(poet, { finalize: true }));

  expect(error).toMatchObject({ operation: 'agents.builds.finalize', status: 500 });
  expect(String(error)).toContain(remedy);
  expect(clock.now()).toBeGreaterThanOrEqual(60_000);
  expect(clock.now()).toBeLessThan(75_000);
});

test('D: the remedy that the error names creates the agent [kagenti-long-work/Agent build that cannot be finalized]', async () => {
  const { kagenti } = await builtAgent();

  const { outputImage } = await kagenti.agents.builds.waitFor(poet);
  await kagenti.agents.create({
    ...poet,
    deploymentMethod: 'image',
    containerImage: outputImage,
  });

  expect(await kagenti.agents.get(poet)).toMatchObject({ metadata: { name: 'poet' } });
  expect(await kagenti.agents.builds.finalize(poet)).toMatchObject({ success: true });
});
