import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditEvent } from '../../src/access/audit.ts';
import type { AuthorizeRequest } from '../../src/access/permission.ts';
import { operationDescriptors } from '../../src/api/generated/operation-descriptors.ts';
import type { DescriptorData } from '../../src/operations/operation-descriptor.ts';
import { hostileStrings } from '../fixtures/hostile-strings.fixture.ts';
import { frames } from '../fixtures/scripted-server.fixture.ts';
import { RequestServer } from '../requests/request-server.fixture.ts';
import { callMethod } from './call-method.fixture.ts';
import { type ContractOperation, contractOperations, keyOf } from './contract.fixture.ts';
import { fillRequest } from './contract-values.fixture.ts';
import { routerOf, routers } from './routers.fixture.ts';

const numRuns = propertyRuns(2_000);
const server = new RequestServer();

/** Operations that a namespace is given to. */
const rows = contractOperations.filter(({ name, parameters }) =>
  parameters.some(parameter => keyOf(name, parameter.name) === 'namespace'),
);

/** Half of the cases are for routers that do something to names. */
const operation = fc.oneof(
  fc.constantFrom(...rows),
  fc.constantFrom(...rows.filter(({ name }) => name in routers)),
);

const label = fc.stringMatching(/^[a-z0-9]{1,4}$/);

/** Names, and all that is nearly one. */
const texts = fc.oneof(
  label,
  fc.stringMatching(/^[a-z0-9][a-z0-9.-]{1,6}$/),
  fc.stringMatching(/^[A-Za-z0-9 ._-]{1,8}$/),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(...hostileStrings, '127.0.0.1:9555#', ' secret', 'PROD Skill', 'a@b', '[::1]'),
);
const namespaces = fc.oneof({ arbitrary: label, weight: 2 }, { arbitrary: texts, weight: 1 });

/** A call with these names: what the gates heard, and what the router reaches if it was sent. */
async function meet(called: ContractOperation, namespace: string, name: string) {
  const descriptor: DescriptorData = operationDescriptors[called.name];
  const asked: AuthorizeRequest[] = [];
  const events: AuditEvent[] = [];
  server.requests.length = 0;
  server.skills = descriptor.mustBeListed && [name];
  server.script = (response, { path }) => {
    if (path.endsWith('/stream')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(frames({ done: true }));
    } else response.end('{}');
  };
  const api = server.api({
    authorize: request => asked.push(request) > 0,
    audit: event => void events.push(event),
  });
  const nameKey = 'name' in descriptor.parameters ? 'name' : undefined;
  const { given } = fillRequest(called, {}, ({ name: parameter }) =>
    ['allNamespaces', 'session_id'].includes(parameter),
  );
  const all = { ...given, namespace, ...(nameKey && { [nameKey]: name }) };
  await Promise.allSettled([callMethod(api, called.name, all)]);
  const isSent = server.requests.length > 0;
  const heard = [...asked, ...events].map(target => ({
    namespace: target.namespace,
    name: target.name ?? '',
  }));
  const reached = routerOf.get(called.name)?.(namespace, nameKey === undefined ? '' : name);
  return { isSent, heard, reached };
}

test('A2: what the routers make of names is what the hook and the audit log heard [kagenti-api/Kagenti acts on the target that was checked]', async () => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(operation, namespaces, texts, async (called, namespace, name) => {
      const { isSent, heard, reached } = await meet(called, namespace, name);
      if (!isSent) return;
      sent += 1;
      expect(heard.length).toBeGreaterThan(1);
      for (const target of heard) expect(target).toEqual(reached);
    }),
    { numRuns },
  );
  // What refuses everything was not tried.
  expect(sent).toBeGreaterThan(0);
}, 60_000);

test.each([
  ['chat.agentCard', 'team1', '127.0.0.1:9555#'],
  ['tools.connect', 'team1', 'other.example.com#'],
  ['agents.routeStatus', 'team1', 'a.b'],
  ['builds.list', ' secret', ''],
  ['skills.delete', 'team1', 'PROD Skill'],
  ['dreams.setThresholds', 'team1.x', 'y'],
])(
  'A1: %s in %j of %j reaches something else at Kagenti, and is not sent [kagenti-api/Kagenti acts on the target that was checked]',
  async (wanted, namespace, name) => {
    const row = rows.find(candidate => candidate.name === wanted);
    if (row === undefined) throw new Error(`${wanted} has no namespace.`);
    const { isSent, reached } = await meet(row, namespace, name);
    expect(reached).not.toEqual({ namespace, name });
    expect(isSent).toBe(false);
  },
);
