import { inspect } from 'node:util';
import type { SimulatedToolControl } from '@rhdh-boost/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  type KagentiServer,
  startKagentiServer,
} from '../../test/fixtures/kagenti-server.fixture.ts';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import { type WaitingClient, waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import type { GenerationProgress } from './wait-progress.ts';

const toy = { namespace: 'team1', name: 'toy' };

let server: KagentiServer;
let clock: DrivenClock;
let kagenti: WaitingClient;
let told: GenerationProgress[];
const onProgress = (progress: GenerationProgress): void => void told.push(progress);

beforeEach(async () => {
  server = await startKagentiServer();
  clock = new DrivenClock();
  told = [];
  kagenti = waitingClient(server.backend.baseUrl, clock, { tokens: server.tokens });
  await kagenti.simulation.create({ ...toy, openapiSpec: '{"info":{"title":"Toy"}}' });
});
afterEach(async () => {
  await kagenti.close();
  await server.stop();
});

const tool = (): SimulatedToolControl => server.backend.simulation.tool('team1', 'toy');

test('from its creation [kagenti-long-work/Simulated tool is waited for]', async () => {
  clock.at(100, () => tool().generate());

  expect(await kagenti.simulation.waitForReady(toy, { onProgress })).toEqual({
    status: 'Ready',
    reason: null,
    mcpUrl: 'http://toy-mcp.team1.svc.cluster.local:8000/mcp',
  });
  expect(told).toEqual([
    { type: 'status', status: 'Generating' },
    { type: 'status', status: 'Ready' },
  ]);
});

test('and is ready when its pod answers [kagenti-long-work/Old simulated tool starts again]', async () => {
  tool().generate();
  await kagenti.simulation.stop(toy);
  tool().passSeconds(660);
  await kagenti.simulation.start(toy);
  clock.at(240, () => tool().comeBack());

  expect(await kagenti.simulation.waitForReady(toy, { onProgress })).toMatchObject({
    status: 'Ready',
  });
  expect(told.map(progress => Reflect.get(progress, 'status'))).toEqual(['Failed', 'Ready']);
});

test('and its pod never answers [kagenti-long-work/Old simulated tool starts again]', async () => {
  tool().generate();
  await kagenti.simulation.stop(toy);
  tool().passSeconds(660);

  expect(await rejection(kagenti.simulation.waitForReady(toy))).toMatchObject({
    code: 'generation_failed',
    reason: 'generation_stalled',
  });
  expect(clock.now()).toBeGreaterThanOrEqual(300_000);
  expect(clock.now()).toBeLessThan(315_000);
});

test('by its generation [kagenti-long-work/Simulated tool that cannot be made]', async () => {
  clock.at(30, () => tool().failGeneration({ reason: 'no model for hunter2' }));

  const error = await rejection(kagenti.simulation.waitForReady(toy));

  expect(error).toMatchObject({
    code: 'generation_failed',
    reason: undefined,
    detail: 'no model for hunter2',
  });
  expect(inspect(error)).not.toContain('hunter2');
  expect(clock.now()).toBeLessThan(45_000);
});

test('by its pod, for a minute [kagenti-long-work/Simulated tool that cannot be made]', async () => {
  tool().failPod();

  expect(await rejection(kagenti.simulation.waitForReady(toy))).toMatchObject({
    code: 'generation_failed',
    detail: 'CreateContainerConfigError: secret "llm-api-key" not found',
  });
  expect(clock.now()).toBeGreaterThanOrEqual(60_000);
});

test('whose pod gets what it lacked [kagenti-long-work/Simulated tool is waited for]', async () => {
  tool().generate();
  tool().failPod();
  clock.at(40, () => tool().comeBack());

  expect(await kagenti.simulation.waitForReady(toy)).toMatchObject({ status: 'Ready' });
});
