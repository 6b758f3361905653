import { simulatedResource } from './resources.ts';
import { type Story, unlessMade } from './story.ts';

const openapiSpec = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Nothing', version: '1' },
  paths: {},
});

/** `simulation.*` */
export const simulationStory: Story = async walk => {
  const { simulation } = walk.api;
  await walk.call('simulation.health', options => simulation.health({}, options));
  const own = walk.own('simulated');
  const resource = simulatedResource(walk, own);
  const made = await walk.make('simulation.create', resource, options =>
    simulation.create({ ...own, openapiSpec }, options),
  );
  await walk.call(
    'simulation.generationStatus',
    options => simulation.generationStatus(own, options),
    { of: made, ...unlessMade(made) },
  );
  const notReady = {
    of: made,
    expected: { 409: 'it is not generated yet', 502: 'its pod does not answer yet' },
  };
  const data = { ...own, database: '{}' };
  await walk.call('simulation.replaceDatabase', o => simulation.replaceDatabase(data, o), notReady);
  await walk.call('simulation.reset', options => simulation.reset(own, options), notReady);
  await walk.call('simulation.stop', options => simulation.stop(own, options), { of: made });
  await walk.call('simulation.start', options => simulation.start(own, options), { of: made });
  await walk.remove(
    'simulation.delete',
    resource,
    options => simulation.delete(own, options),
    made,
  );
};
