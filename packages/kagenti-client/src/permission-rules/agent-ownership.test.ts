import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ConditionalPolicyDecision } from '@backstage/plugin-permission-common';
import { createPermissionIntegrationRouter } from '@backstage/plugin-permission-node';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { credentialsOfUser } from '../../test/fixtures/backstage-credentials.fixture.ts';
import { kagentiServerOfFile } from '../../test/fixtures/kagenti-server.fixture.ts';
import { PermissionBackend } from '../../test/fixtures/permission-backend.fixture.ts';
import { json } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { backstageUser, permissionAuthorizer } from '../backstage/index.ts';
import { boostAgentDeletePermission, boostAgentListPermission } from '../browser/permissions.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import type { CallOptions } from '../options/client-options.ts';
import { type AgentOwnership, type AgentOwnershipOptions, agentOwnership } from './index.ts';

const server = kagentiServerOfFile();

type OwnersOf = AgentOwnershipOptions['ownersOf'];
const owned =
  (...owners: readonly string[]): OwnersOf =>
  () =>
    owners;
const ofJane = ['user:default/jane', 'group:default/team1'];

/** What Backstage decides. */
interface Applied {
  readonly items: readonly { readonly result: string }[];
}

/** Backstage's own routes of a plugin that registered the resource type. */
async function startPlugin({ resourceType }: AgentOwnership) {
  const router = createPermissionIntegrationRouter();
  router.addResourceType({
    resourceType: resourceType.resourceRef.resourceType,
    permissions: [...(resourceType.permissions ?? [])],
    rules: [...resourceType.rules],
    getResources: async refs => (await resourceType.getResources?.(refs)) ?? [],
  });
  const listening = createServer(express().use(router)).listen(0, '127.0.0.1');
  onTestFinished(() => void listening.close());
  await once(listening, 'listening');
  const address = listening.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const base = `http://127.0.0.1:${port}/.well-known/backstage/permissions`;
  return {
    metadata: async () => (await fetch(`${base}/metadata`)).json(),
    /** Sends a question to the route that the permission backend asks. */
    apply: (resourceRef: string, decision: ConditionalPolicyDecision) =>
      fetch(`${base}/apply-conditions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ items: [{ ...decision, id: '1', resourceRef }] }),
      }),
  };
}

/** What Backstage decides about an agent by the rule. */
async function decisionOn(ref: string, ownersOf: OwnersOf, claims = ofJane, isNot = false) {
  const ownership = agentOwnership({ pluginId: 'agents', ownersOf });
  const isOwner = ownership.conditions.isOwner({ claims });
  const decision = ownership.decide(boostAgentDeletePermission, isNot ? { not: isOwner } : isOwner);
  const plugin = await startPlugin(ownership);
  const { items }: Applied = JSON.parse(await (await plugin.apply(ref, decision)).text());
  return items[0]?.result;
}

const allowed = 'ALLOW';
const denied = 'DENY';
const weather = 'team1/weather-agent';

test.each([
  ['the user', ['user:default/jane'], allowed],
  ['a group of the user', ['user:default/bob', 'group:default/team1'], allowed],
  ['the user in another letter case', ['User:Default/Jane'], allowed],
  ['another user', ['user:default/bob'], denied],
  ['nobody', [], denied],
  ['a user of a similar name', ['user:default/jane2', 'user:default/jan'], denied],
])(
  'Portal: an agent that belongs to %s [access-control/Owners of an agent are allowed]',
  async (_who, owners, decision) => {
    expect(await decisionOn(weather, owned(...owners))).toBe(decision);
  },
);

test('Portal: claims in another letter case [access-control/Owners of an agent are allowed]', async () => {
  expect(await decisionOn(weather, owned('user:default/jane'), ['User:Default/JANE'])).toBe(
    allowed,
  );
  expect(await decisionOn(weather, owned('user:default/jane'), [])).toBe(denied);
});

test('Portal: a list has the agents of the user [access-control/Owners of an agent are allowed]', async () => {
  const ownership = agentOwnership({
    pluginId: 'agents',
    ownersOf: async ({ name }) => [name === 'weather-agent' ? jane : 'user:default/bob'],
  });

  const seen = await listed(ownership, ['user:default/jane']);
  const others = await listed(ownership, ['user:default/ada']);

  expect(seen).toMatchObject({ items: [weatherAgent] });
  expect(others).toMatchObject({ items: [] });
});

test('Portal: unknown owners deny, also a negated rule [access-control/Agent without known owners is denied]', async () => {
  expect(await decisionOn(weather, () => undefined)).toBe(denied);
  expect(await decisionOn(weather, () => undefined, ofJane, true)).toBe(denied);
  expect(await decisionOn(weather, owned('user:default/bob'), ofJane, true)).toBe(allowed);
});

test.each([
  'weather',
  '',
  '/',
  'team1/',
  '/weather-agent',
  'team1/weather/agent',
  'team1//weather',
])(
  'Portal: nobody is asked for the owners of "%s" [access-control/Agent without known owners is denied]',
  async ref => {
    const asked: unknown[] = [];
    const ownership = agentOwnership({
      pluginId: 'agents',
      ownersOf: agent => {
        asked.push(agent);
        return ofJane;
      },
    });
    const plugin = await startPlugin(ownership);
    for (const isNot of [false, true]) {
      const isOwner = ownership.conditions.isOwner({ claims: ofJane });
      const conditions = isNot ? { not: isOwner } : isOwner;
      const decision = ownership.decide(boostAgentDeletePermission, conditions);

      const { items }: Applied = JSON.parse(await (await plugin.apply(ref, decision)).text());

      expect(items[0]?.result).toBe('DENY');
    }
    expect(asked).toEqual([]);
  },
);

/** The agents that a user sees when a policy decides by owner. */
async function listed(ownership: AgentOwnership, claims = ofJane, options: CallOptions = {}) {
  const decision = ownership.decide(
    boostAgentListPermission,
    ownership.conditions.isOwner({ claims }),
  );
  const plugin = await startPlugin(ownership);
  const backstage = await PermissionBackend.start(async ({ resourceRef }, response) => {
    if (resourceRef === undefined) return decision;
    const answer = await plugin.apply(resourceRef, decision);
    if (!answer.ok) return json(response, {}, answer.status);
    const { items }: Applied = JSON.parse(await answer.text());
    return { result: items[0]?.result };
  });
  const kagenti = testClient(server.backend.baseUrl, {
    tokens: server.tokens,
    authorize: permissionAuthorizer(backstage.permissions),
  });
  onTestFinished(async () => {
    await kagenti.close();
    await backstage[Symbol.asyncDispose]();
  });
  const user = kagenti.asUser(backstageUser(credentialsOfUser(jane)));
  return user.agents.list({ namespace: 'team1' }, options);
}

const failing: readonly (readonly [string, OwnersOf, Partial<KagentiError>])[] = [
  [
    'throws',
    () => {
      throw new Error('no database');
    },
    { code: 'permission_undecided' },
  ],
  ['rejects', () => Promise.reject(new Error('no catalog')), { code: 'permission_undecided' }],
  [
    'returns one text',
    // @ts-expect-error: as a plugin without TypeScript may.
    () => 'user:default/jane',
    { code: 'permission_undecided' },
  ],
];

test.each(failing)(
  'Fault: a list fails if ownersOf %s [access-control/Owners that cannot be read deny]',
  async (_how, ownersOf, error) => {
    const ownership = agentOwnership({ pluginId: 'agents', ownersOf });

    expect(await rejection(listed(ownership))).toMatchObject(error);
  },
);

test('Fault: a list fails in time if ownersOf does not return', async () => {
  // Without an answer in the end, the request of the permission backend would wait beyond this test.
  const late = new Promise<readonly string[]>(resolve => onTestFinished(() => resolve([])));
  const ownership = agentOwnership({ pluginId: 'agents', ownersOf: () => late });

  expect(await rejection(listed(ownership, ofJane, { timeoutMs: 300 }))).toMatchObject({
    code: 'timeout',
  });
});

test('Fault: Backstage has no decision on an agent whose owners cannot be read', async () => {
  const ownership = agentOwnership({
    pluginId: 'agents',
    ownersOf: () => Promise.reject(new Error('no catalog')),
  });
  const isOwner = ownership.conditions.isOwner({ claims: ofJane });
  const plugin = await startPlugin(ownership);

  const answer = await plugin.apply(weather, ownership.decide(boostAgentDeletePermission, isOwner));

  expect(answer.status).toBe(500);
});

test('Portal: the metadata of the plugin has the permissions and the parameter, for RBAC', async () => {
  const plugin = await startPlugin(
    agentOwnership({ pluginId: 'agents', ownersOf: () => undefined }),
  );

  expect(await plugin.metadata()).toMatchObject({
    permissions: [
      { name: 'boost.agent.list', resourceType: 'boost-agent', attributes: { action: 'read' } },
      { name: 'boost.agent.delete', resourceType: 'boost-agent', attributes: { action: 'delete' } },
    ],
    rules: [
      {
        name: 'IS_OWNER',
        resourceType: 'boost-agent',
        paramsSchema: {
          type: 'object',
          properties: { claims: { type: 'array', items: { type: 'string' } } },
          required: ['claims'],
        },
      },
    ],
  });
});

test('Portal: a decision names the plugin that registers the type, and other parameters are refused', async () => {
  const ownership = agentOwnership({ pluginId: 'agents', ownersOf: () => ofJane });
  const isOwner = ownership.conditions.isOwner({ claims: ofJane });
  const decision = ownership.decide(boostAgentListPermission, isOwner);

  expect(decision).toEqual({
    result: 'CONDITIONAL',
    pluginId: 'agents',
    resourceType: 'boost-agent',
    conditions: { rule: 'IS_OWNER', resourceType: 'boost-agent', params: { claims: ofJane } },
  });
  const plugin = await startPlugin(ownership);
  const other = { ...decision, conditions: { ...isOwner, params: { user: jane } } };
  expect((await plugin.apply(weather, other)).ok).toBe(false);
  expect(
    ownership.resourceType.rules.map(rule => rule.toQuery({ claims: ['User:default/Jane'] })),
  ).toEqual([{ owners: [jane] }]);
});

test('Portal: options that cannot be used are refused by name', () => {
  const good = { pluginId: 'agents', ownersOf: () => undefined };
  const given: readonly [object | undefined, string][] = [
    [undefined, 'what agentOwnership is given is an object with pluginId, ownersOf'],
    [{ ...good, ownerOf: good.ownersOf }, 'ownersOf may be meant'],
    [{ ...good, pluginId: '' }, 'pluginId is the id of a plugin'],
    [{ pluginId: 'agents' }, 'ownersOf is a function'],
  ];
  for (const [options, problem] of given) {
    expect(() => Reflect.apply(agentOwnership, undefined, [options])).toThrow(
      expect.objectContaining({
        code: 'invalid_options',
        message: expect.stringContaining(problem),
      }),
    );
  }
});
