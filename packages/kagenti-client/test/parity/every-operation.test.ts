import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../src/access/audit.ts';
import type { AuthorizeRequest } from '../../src/access/permission.ts';
import { operationDescriptors } from '../../src/api/generated/operation-descriptors.ts';
import type { BoundKagentiClient, KagentiClient } from '../../src/kagenti-client.ts';
import type { DescriptorData } from '../../src/operations/operation-descriptor.ts';
import { SessionBinding } from '../../src/sessions/session-binding.ts';
import {
  answerSkills,
  frames,
  json,
  readsSkills,
  ScriptedServer,
} from '../fixtures/scripted-server.fixture.ts';
import { jane, rejection, sessionKey, testClient } from '../fixtures/test-client.fixture.ts';
import { callMethod } from './call-method.fixture.ts';
import { type ContractOperation, contractOperations } from './contract.fixture.ts';
import { type FilledRequest, fillRequest } from './contract-values.fixture.ts';

const byName = contractOperations.map(operation => [operation.name, operation] as const);

let server: ScriptedServer;
let kagenti: KagentiClient;
let api: BoundKagentiClient;
const asked: AuthorizeRequest[] = [];
const events: AuditEvent[] = [];

beforeAll(async () => {
  server = await ScriptedServer.start((response, request) => {
    const { path } = request;
    if (readsSkills(request)) answerSkills(response, 'agent-1', 'name-1');
    else if (path.endsWith('/stream')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(frames({ content: 'hi' }, { done: true }));
    } else json(response, {});
  });
  kagenti = testClient(server.origin, {
    authorize: request => asked.push(request) > 0,
    audit: event => void events.push(event),
  });
  api = kagenti.asUser(jane);
});
beforeEach(() => {
  for (const list of [server.requests, asked, events]) list.length = 0;
});
afterAll(async () => {
  await kagenti.close();
  await server.stop();
});

/** Whether its name is one that is shown, of which Kagenti makes the name of a ConfigMap. */
function isDisplayed({ name }: ContractOperation): boolean {
  return name === 'skills.create' || name === 'skills.addExternal';
}

/** A request with everything that the operation takes at once. */
function filled(operation: ContractOperation, namespace: string): FilledRequest {
  const name = isDisplayed(operation) ? 'PDF/"Summariser" 2' : 'agent-1';
  const agent = { namespace, name };
  const bound = new SessionBinding(Buffer.from(sessionKey)).bind(
    { kind: 'user', ref: jane },
    agent,
    'ctx-1',
  );
  return fillRequest(
    operation,
    {
      namespace: { sent: namespace, given: namespace },
      name: { sent: name, given: name },
      session_id: { sent: 'ctx-1', given: bound },
    },
    // Not together with a namespace: tested by itself.
    parameter => parameter.name === 'allNamespaces',
  );
}

function mustBeListed(name: OperationName): boolean {
  const descriptor: DescriptorData = operationDescriptors[name];
  return descriptor.mustBeListed === true;
}

/** The one request; in front of that of a skill the skills are read. */
function seenRequest({ name }: ContractOperation): unknown {
  const isListed = mustBeListed(name);
  expect(server.requests.slice(0, -1).map(readsSkills)).toEqual(isListed ? [true] : []);
  const { method, path, body, headers } = server.requests.at(-1) ?? { path: '' };
  const url = new URL(path, server.origin);
  return {
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body:
      headers?.['content-type'] === 'application/json' ? JSON.parse(body ?? '') : body || undefined,
    authorization: headers?.authorization,
    user: headers?.['x-backstage-user'],
    contentType: headers?.['content-type'],
  };
}

function expectedRequest(operation: ContractOperation, request: FilledRequest): unknown {
  return {
    method: operation.method,
    path: request.path,
    query: Object.fromEntries(
      Object.entries(request.query).map(([name, value]) => [name, String(value)]),
    ),
    body: request.body,
    authorization:
      operationByName(operation.name).permission === null ? undefined : 'Bearer token-1',
    user: jane,
    contentType:
      request.body === undefined
        ? undefined
        : operation.hasTextBody
          ? 'text/plain; charset=utf-8'
          : 'application/json',
  };
}

test.each(byName)(
  '%s arrives with everything that it takes [kagenti-api/Request goes out as the contract has it]',
  async (name, operation) => {
    const request = filled(operation, 'team1');

    await callMethod(api, name, request.given);

    expect(seenRequest(operation)).toEqual(expectedRequest(operation, request));
  },
);

test.each(byName)(
  '%s arrives with no more than it must have [kagenti-api/Request goes out as the contract has it]',
  async (name, operation) => {
    const least = fillRequest(
      operation,
      { namespace: { sent: 'team1', given: 'team1' } },
      ({ required, name: parameter, schema }) =>
        !required && !(parameter === 'namespace' && schema.default === ''),
    );

    await callMethod(api, name, least.given);

    expect(seenRequest(operation)).toEqual(expectedRequest(operation, least));
  },
);

/** What the rules should see of a request: its namespace and name, wherever they stand. */
function expectedTarget(operation: ContractOperation, request: FilledRequest): object {
  const everywhere = ['skills.autosync.set', 'skills.autosync.delete'].includes(operation.name);
  const { namespace, name } = request.given;
  return {
    ...(everywhere ? { namespace: '*' } : namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name: isDisplayed(operation) ? 'pdf--summariser--2' : name }),
  };
}

test.each(byName)(
  '%s asks the permission of the table, for its namespace and name [access-control/Every operation asks its own permission]',
  async (name, operation) => {
    const request = filled(operation, 'team1');
    const { permission } = operationByName(name);
    const wanted = {
      operation: name,
      permission,
      caller: { kind: 'user', ref: jane },
      ...expectedTarget(operation, request),
    };

    await callMethod(api, name, request.given);

    expect(asked).toEqual(permission === null ? [] : [wanted]);
  },
);

test.each(byName)(
  'A2: %s is asked and recorded with its namespace and name [kagenti-api/Hook and audit log see the target]',
  async (name, operation) => {
    const request = filled(operation, 'team1');
    const { permission } = operationByName(name);
    const isPublic = permission === null;

    await callMethod(api, name, request.given);

    expect(asked).toMatchObject(isPublic ? [] : [expectedTarget(operation, request)]);
    expect(events.at(-1)).toEqual({
      callId: expect.any(String),
      operation: name,
      caller: { kind: 'user', ref: jane },
      ...expectedTarget(operation, request),
      ...(isPublic ? {} : { allowedBy: permission }),
      outcome: 'succeeded',
      status: 200,
      requestId: expect.any(String),
      durationMs: expect.any(Number),
    });
  },
);

test.each(byName.filter(([name]) => name !== 'chat.stream'))(
  '%s by its path is the same call [kagenti-api/Known path is that operation]',
  async (name, operation) => {
    const request = filled(operation, 'team1');
    const { permission } = operationByName(name);
    await callMethod(api, 'request', operation.method, request.path, {
      query: request.query,
      ...bodyByHand(request),
      permission: 'boost.access',
    });

    expect(seenRequest(operation)).toEqual(expectedRequest(operation, request));
    const target = expectedTarget(operation, request);
    expect(asked.map(({ caller: _caller, ...rest }) => rest)).toEqual(
      permission === null ? [] : [{ operation: name, permission, ...target }],
    );
    expect(events.at(-1)).toMatchObject({ operation: name, ...target, outcome: 'succeeded' });
  },
);

/** The body of a request by its path: a session goes by the id that the caller knows. */
function bodyByHand({ body, given }: FilledRequest): { body?: unknown } {
  if (body === undefined) return {};
  return {
    body:
      typeof body === 'string' || !('sessionId' in given)
        ? body
        : { ...body, session_id: given.sessionId },
  };
}

describe('on a server that is not available', () => {
  let sent = 0;
  let unavailable: ScriptedServer;
  let patient: KagentiClient;

  beforeAll(async () => {
    unavailable = await ScriptedServer.start((response, request) => {
      if (readsSkills(request)) return answerSkills(response, 'agent-1');
      sent += 1;
      return json(response, { detail: 'later' }, 503);
    });
    patient = testClient(unavailable.origin, { retry: { budget: 1000 } });
  });
  beforeEach(() => {
    sent = 0;
  });
  afterAll(async () => {
    await patient.close();
    await unavailable.stop();
  });

  const isRepeated = ([name]: (typeof byName)[number]): boolean =>
    operationByName(name).safeToRepeat;

  test.each(byName.filter(isRepeated))(
    '%s is repeated [kagenti-api/Repeatable operation survives a fault]',
    async (name, operation) => {
      const { given } = filled(operation, 'team1');

      // A caller has only five retries of their own.
      const ofOneUser = patient.asUser(`user:default/${name}`);
      expect(await rejection(callMethod(ofOneUser, name, given))).toMatchObject({
        status: 503,
        attempts: { length: mustBeListed(name) ? 4 : 3 },
      });
      expect(sent).toBe(3);
    },
  );

  test.each(byName.filter(row => !isRepeated(row)))(
    '%s is sent once [kagenti-api/Operation that may have run is not repeated]',
    async (name, operation) => {
      const { given } = filled(operation, 'team1');

      expect(await rejection(callMethod(patient.asUser(jane), name, given))).toMatchObject({
        status: 503,
      });
      expect(sent).toBe(1);
    },
  );
});
