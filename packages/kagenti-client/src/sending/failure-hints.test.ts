import { type OperationName, operationByName, operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { operationDescriptors } from '../api/generated/operation-descriptors.ts';
import { httpFailure } from './http-failure.ts';
import { TokenRedactor } from './token-redactor.ts';

/** What the backend answers, as plain text, to an error that it does not handle. */
const unhandled = 'Internal Server Error';

/** What an error says between the status and what it quotes. */
function said(name: OperationName, status: number, detail: unknown): string {
  const operation = operationByName(name);
  const body = detail === unhandled ? unhandled : JSON.stringify({ detail });
  const { message } = httpFailure(
    { operation, descriptor: operationDescriptors[name] },
    { status, headers: {}, body },
    [],
    new TokenRedactor(),
  );
  return message
    .replace(`Kagenti ${name} failed with status ${status}: `, '')
    .replace(/ Kagenti says: ".*"\.$/, '');
}

test.each(
  operations
    .filter(row => row.featureFlag !== null)
    .map(row => [row.operation, row.featureFlag] as const),
)('%s without the flag %s [kagenti-api/Feature flag that is off is named]', (name, flag) => {
  const isNewer = /^(?:contexts|dreams)\.|replaceConfig$/.test(name);
  expect(said(name, 404, 'Not Found')).toBe(
    `the server's feature flag ${flag} is off${isNewer ? ', or the backend is older than 2026-08-20, which added this operation: auth.config of an older one reports no version' : ''}.`,
  );
  expect(said(name, 404, "Skill 'nope' not found")).not.toContain('feature flag');
});

test('a path that the backend does not have, behind no flag [kagenti-api/Feature flag that is off is named]', () => {
  expect(said('tools.connect', 404, 'Not Found')).toBe(
    'the backend does not have this path. Is it of a version that does, and is the base URL its own, without the /api/v1 of the operations?',
  );
});

test('a 404 without words of Kagenti is of somebody else [kagenti-api/Feature flag that is off is named]', () => {
  const words = /^the answer is not Kagenti's, .* Is the base URL that of the backend/;
  expect(said('agents.list', 404, undefined)).toMatch(words);
  expect(said('agents.get', 404, undefined)).toMatch(words);
  expect(said('agents.get', 404, 'no such agent')).not.toMatch(words);
});

test('the flag that the contract does not name [kagenti-api/Feature flag that is off is named]', () => {
  expect(said('config.platformStatus', 404, 'Admin feature disabled')).toBe(
    "the server's feature flag admin is off.",
  );
});

/** Answers that were recorded, and what they mean. */
test.each<[OperationName, number, string, RegExp]>([
  [
    'agents.get',
    404,
    "Agent 'source-agent' not found in namespace 'team1'",
    /still being built.*agents\.builds\.info/,
  ],
  [
    'tools.get',
    404,
    "Tool 'source-tool' not found in namespace 'team1'",
    /not finalized.*tools\.builds\.info/,
  ],
  ['agents.builds.get', 500, unhandled, /not made up its mind/],
  ['agents.builds.info', 500, unhandled, /not made up its mind/],
  [
    'tools.builds.finalize',
    409,
    "Tool 'source-tool' already exists in namespace 'team1'",
    /finalized already/,
  ],
  ['tools.connect', 500, unhandled, /wants a token/],
  ['tools.invoke', 500, 'Error invoking MCP tool: Session terminated', /does not speak MCP/],
  [
    'tools.connect',
    502,
    'Failed to connect to MCP server at http://nope.localhost:8080',
    /cannot be reached/,
  ],
  ['skills.get', 404, "Skill 'Summarise' not found", /resource name/],
  ['skills.delete', 404, "Skill 'nope' not found", /resource name/],
  [
    'skills.autosync.set',
    409,
    'Remove all existing skills before enabling auto-sync',
    /delete them first/,
  ],
  ['contexts.get', 404, 'context resource not found', /^there is no such context\.$/],
  ['contexts.delete', 404, 'context resource not found', /^there is no such context\.$/],
  [
    'dreams.start',
    503,
    'skillberry-store URL unknown: …',
    /^no skill store is configured \(skills\./,
  ],
  ['dreams.start', 502, 'Dream run failed: …', /^traces or skill store cannot be reached.*plugin/],
  [
    'dreams.run',
    503,
    'skillberry-store URL unknown: …',
    /^no skill store is configured \(skills\./,
  ],
  ['dreams.run', 502, 'Failed to fetch run status: …', /^there is no such run, or/],
  [
    'chat.send',
    503,
    'Failed to connect to agent at …',
    /^the agent did not answer\. Kagenti also answers 503 if no such agent exists: .*agents\.list/,
  ],
  [
    'chat.stream',
    503,
    'Failed to connect to agent at …',
    /^the agent did not answer\. Kagenti also answers 503 if no such agent exists: .*agents\.list/,
  ],
  ['agents.list', 503, unhandled, /^Kagenti, or the agent behind it, is not available\.$/],
  ['agents.list', 500, unhandled, /an error of the backend.*Kubernetes/],
  ['agents.list', 403, 'Permission denied. Check RBAC configuration.', /Kubernetes.*no role/],
  ['agents.delete', 405, 'Method Not Allowed', /this method/],
])(
  '%s with %i [kagenti-api/Status decides what the error says]',
  (name, status, detail, meaning) => {
    expect(said(name, status, detail)).toMatch(meaning);
  },
);

test('the server’s words are in no message, and are there for who asks [kagenti-api/Status decides what the error says]', () => {
  for (const [status, body, detail] of [
    [500, 'Internal Server Error hunter2', undefined],
    [422, { detail: 'hunter2 is not valid JSON' }, 'hunter2 is not valid JSON'],
    [
      422,
      { detail: { message: 'hunter2 is not of type array', json_path: '$.tasks' } },
      'hunter2 is not of type array',
    ],
    [403, { detail: '(403)\nReason: Forbidden\nhunter2' }, '(403)\nReason: Forbidden\nhunter2'],
  ] as const) {
    const error = httpFailure(
      {
        operation: operationByName('simulation.replaceDatabase'),
        descriptor: operationDescriptors['simulation.replaceDatabase'],
      },
      { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) },
      [],
      new TokenRedactor(),
    );
    expect(error.detail).toBe(detail);
    expect(`${error} ${JSON.stringify(error)}`).not.toContain('hunter2');
  }
});
