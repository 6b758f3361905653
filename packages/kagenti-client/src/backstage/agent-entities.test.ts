import type { LoggerService } from '@backstage/backend-plugin-api';
import { expect, test, vi } from 'vitest';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import type { AgentSummary } from '../api/generated/index.ts';
import type { PartialList } from '../api/list-namespaces.ts';
import {
  type AgentCatalog,
  type AgentEntityProviderOptions,
  agentEntityProvider,
} from './agent-entities.ts';

const weather: AgentSummary = {
  namespace: 'team1',
  name: 'weather',
  description: 'Knows the weather',
  status: 'Ready',
  labels: {},
};

/** What the catalog gets when the task runs. */
async function updated(
  list: Partial<PartialList<AgentSummary>>,
  options: Partial<AgentEntityProviderOptions> = {},
) {
  const applyMutation = vi.fn<AgentCatalog['applyMutation']>();
  const logger = { warn: vi.fn<LoggerService['warn']>() };
  const provider = agentEntityProvider({
    name: 'of-this-test',
    agents: { listAll: async () => ({ items: [weather], failures: [], ...list }) },
    schedule: { run: async ({ fn }) => fn(signal) },
    logger,
    ...options,
  });
  await provider.connect({ applyMutation });
  const [mutation] = applyMutation.mock.calls[0] ?? [];
  const entities = mutation?.type === 'full' ? mutation.entities : mutation?.added;
  return {
    mutation,
    entities: entities?.map(({ entity }) => entity) ?? [],
    warnings: logger.warn.mock.calls,
  };
}

const { signal } = new AbortController();

test('Provider: a complete list replaces all agents', async () => {
  const { mutation, warnings } = await updated({});

  expect(mutation).toStrictEqual({
    type: 'full',
    entities: [
      {
        locationKey: 'of-this-test',
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'kagenti-team1.weather',
            title: 'weather',
            description: 'Knows the weather',
            annotations: {
              'backstage.io/managed-by-location': 'of-this-test:team1/weather',
              'backstage.io/managed-by-origin-location': 'of-this-test:team1/weather',
              'boost.redhat.com/kagenti-namespace': 'team1',
            },
            labels: { 'boost.redhat.com/provider': 'kagenti' },
          },
          spec: { type: 'ai-agent', lifecycle: 'experimental', owner: 'unknown' },
        },
      },
    ],
  });
  expect(warnings).toEqual([]);
});

test('Provider: a namespace that cannot be listed keeps its agents, and the log names it', async () => {
  const { mutation, warnings } = await updated({
    failures: [{ namespace: 'team2', error: new Error('down') }],
  });

  expect(mutation).toMatchObject({
    type: 'delta',
    added: [{ entity: { metadata: { name: 'kagenti-team1.weather' } } }],
    removed: [],
  });
  expect(warnings).toEqual([[expect.stringContaining('team2'), new Error('down')]]);
});

test('Provider: if Kagenti is down, the task fails and the catalog stays as it is', async () => {
  const applyMutation = vi.fn<AgentCatalog['applyMutation']>();
  const provider = agentEntityProvider({
    name: 'of-this-test',
    agents: { listAll: () => Promise.reject(new Error('down')) },
    schedule: { run: async ({ fn }) => fn(signal) },
    logger: { warn: vi.fn<LoggerService['warn']>() },
  });

  await expect(provider.connect({ applyMutation })).rejects.toThrow('down');
  expect(applyMutation).not.toHaveBeenCalled();
});

test('Provider: names longer than the 63 characters of the catalog are shortened, and stay different', async () => {
  const namespace = 'n'.repeat(40);
  const long = (end: string) => ({ ...weather, namespace, name: `${'w'.repeat(50)}${end}` });
  const exact = { ...weather, namespace, name: 'w'.repeat(14) };
  const { entities } = await updated({ items: [long('a'), long('b'), exact] });
  const names = entities.map(({ metadata }) => metadata.name);

  expect(new Set(names).size).toBe(3);
  for (const name of names) {
    // The rule of catalog-model's KubernetesValidatorFunctions.isValidObjectName.
    expect(name).toMatch(/^(?=.{63}$)([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/);
  }
  expect(names[2]).toBe(`kagenti-${namespace}.${exact.name}`);
});

test('Provider: an agent without a description has none', async () => {
  const unknown = JSON.parse('null');
  const agents = ['', unknown].map(text => Object.assign({}, weather, { description: text }));
  const { entities } = await updated({ items: agents });

  for (const { metadata } of entities) expect(metadata).not.toHaveProperty('description');
  expect(entities).toHaveLength(2);
});

test('Provider: an entity may be changed before the catalog gets it', async () => {
  const { entities } = await updated(
    {},
    {
      adapt: (entity, { namespace }) => ({ ...entity, spec: { ...entity.spec, owner: namespace } }),
    },
  );

  expect(entities[0]?.spec.owner).toBe('team1');
});

test.each([
  [{ name: '' }, 'name'],
  [{ agents: {} }, 'agents'],
  [{ schedule: {} }, 'schedule'],
  [{ adapt: 'x' }, 'adapt'],
  [{ nmae: 'x' }, 'nmae'],
])('Provider: %o is refused', async (wrong, option) => {
  const error = await rejection(updated({}, JSON.parse(JSON.stringify(wrong))));

  expect(error).toMatchObject({
    code: 'invalid_options',
    message: expect.stringContaining(option),
  });
});
