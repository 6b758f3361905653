import { propertyRuns, propertySeed } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  anyGates,
  type Gates,
  type HookBehaviour,
  openGates,
} from '../../test/access/gates.fixture.ts';
import { frames, json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  sessionKey,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import type { KagentiClient } from '../kagenti-client.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';
import { SessionBinding } from '../sessions/session-binding.ts';

const numRuns = propertyRuns(3_000);
const seed = propertySeed();

let server: ScriptedServer;
beforeAll(async () => {
  server = await ScriptedServer.start((response, { path }) => {
    if (!path.endsWith('/stream')) return json(response, { items: [] });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(frames({ done: true }));
  });
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(() => server.stop());

const binding = new SessionBinding(Buffer.from(sessionKey));
const otherAgent = { ...weatherAgent, name: 'other-agent' };
const sessions: Readonly<Record<Gates['session'], string | undefined>> = {
  none: undefined,
  own: binding.bind({ kind: 'user', ref: jane }, weatherAgent, 'ctx-1'),
  "another user's": binding.bind({ kind: 'user', ref: 'user:default/joe' }, weatherAgent, 'ctx-1'),
  "another agent's": binding.bind({ kind: 'user', ref: jane }, otherAgent, 'ctx-1'),
  unbound: 'ctx-1',
};

/** One call with everything that it meets. */
class GatedCall {
  readonly tokens = new NumberedTokens();
  readonly #gates: Gates;
  readonly #controller = new AbortController();
  #client: KagentiClient | undefined;
  /** Which hooks were asked, in order. */
  readonly asked: string[] = [];

  constructor(gates: Gates) {
    this.#gates = gates;
  }

  /** Makes the call; gives whether it went well. */
  async make(): Promise<boolean> {
    const { operation, namespace, session } = this.#gates;
    const client = testClient(server.origin, {
      tokens: this.tokens,
      ...(namespace !== 'no list' && {
        namespaces: [namespace === 'in the list' ? weatherAgent.namespace : 'team2'],
      }),
      ...this.#hooks(),
    });
    this.#client = client;
    const sessionId = sessions[session];
    const parameters = {
      'agents.list': { namespace: weatherAgent.namespace },
      'agents.delete': weatherAgent,
      'chat.send': {
        ...weatherAgent,
        message: 'hi',
        ...(sessionId === undefined ? {} : { sessionId }),
      },
      'chat.stream': {
        ...weatherAgent,
        message: 'hi',
        ...(sessionId === undefined ? {} : { sessionId }),
      },
    }[operation];
    const { signal } = this.#controller;
    const isWell = await callMethod(client.asUser(jane), operation, parameters, { signal }).then(
      () => true,
      () => false,
    );
    // Not awaited: it gives an audit sink that never answers some seconds.
    void client.close();
    return isWell;
  }

  #hooks(): Partial<KagentiClientOptions> {
    const { authorize, audit } = this.#gates;
    return {
      ...(authorize !== 'no hook' && {
        authorize: () => {
          this.asked.push('permission');
          // A hook is code of others: it may say anything.
          return JSON.parse('null') ?? this.#answer(authorize);
        },
      }),
      ...(audit !== 'no hook' && {
        audit: event => {
          if (event.outcome !== 'started') return undefined;
          this.asked.push('audit');
          return JSON.parse('null') ?? this.#answer(audit);
        },
      }),
    };
  }

  #answer(behaviour: HookBehaviour): unknown {
    switch (behaviour) {
      case 'allows':
        return true;
      case 'allows later':
        return new Promise(resolve => setImmediate(resolve, true));
      case 'says no':
        return false;
      case 'says something else':
        return this.#gates.instead;
      case 'throws':
        throw new Error('a hook that throws');
      case 'rejects':
        return Promise.reject(new Error('a hook that rejects'));
      case 'never answers':
        // Nothing but its caller ends this one.
        setImmediate(() => this.#controller.abort());
        return new Promise(() => undefined);
      case 'ends the call and allows':
        this.#controller.abort();
        return true;
      case 'ends the call and never answers':
        this.#controller.abort();
        return new Promise(() => undefined);
      default:
        void this.#client?.close();
        return true;
    }
  }
}

test(`nothing is sent, and no token asked for, unless every gate is open (seed ${seed}) [access-control/Any closed gate keeps a call back]`, async () => {
  const sent = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyGates, async gates => {
      server.requests.length = 0;
      const call = new GatedCall(gates);

      const isWell = await call.make();

      const { rules, permission, audit } = openGates(gates);
      const isOpen = rules && permission && audit;
      const asksAudit = gates.operation !== 'agents.list' && gates.audit !== 'no hook';
      expect({
        isWell,
        requests: server.requests.length,
        tokens: call.tokens.asked,
        asked: call.asked,
      }).toEqual({
        isWell: isOpen,
        requests: isOpen ? 1 : 0,
        tokens: isOpen ? 1 : 0,
        asked: [
          ...(rules && gates.authorize !== 'no hook' ? ['permission'] : []),
          ...(rules && permission && asksAudit ? ['audit'] : []),
        ],
      });
      if (isOpen) sent.add(gates.operation);
    }),
    { numRuns, seed },
  );
  expect(sent.size).toBeGreaterThanOrEqual(Math.min(4, Math.floor(numRuns / 100)));
}, 120_000);
