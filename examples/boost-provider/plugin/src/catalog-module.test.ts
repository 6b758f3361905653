import type { AgentSummary, ListFailure } from '@rhdh-boost/kagenti-client';
import { refreshAgents } from './agent-entities';

const agent = {
  namespace: 'team1',
  name: 'weather',
  description: '',
  status: 'Ready',
  labels: {},
} satisfies AgentSummary;
const logger = { warn: jest.fn() };

async function mutationFor(failures: ListFailure[]) {
  const applyMutation = jest.fn();
  const listAll = async () => ({ items: [agent], failures });
  await refreshAgents({ listAll }, { applyMutation }, logger);
  return applyMutation.mock.calls[0][0];
}

test('a complete list replaces all agents', async () => {
  expect(await mutationFor([])).toMatchObject({
    type: 'full',
    entities: [{ entity: { metadata: { name: 'kagenti-team1.weather' } } }],
  });
});

test('a namespace that failed keeps its agents', async () => {
  expect(await mutationFor([{ namespace: 'team2', error: new Error('down') }])).toMatchObject({
    type: 'delta',
    added: [{ entity: { metadata: { name: 'kagenti-team1.weather' } } }],
    removed: [],
  });
  expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining('down'));
});
