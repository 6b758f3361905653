import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Operator, startOperator } from '../../../test/backend/operator.fixture.ts';
import type { McpFailure } from '../mcp/mcp-server.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator({ tools: [{ name: 'clock' }] });
});

afterEach(() => operator[Symbol.asyncDispose]());

const connect = (name = 'clock') => operator.ask('POST', `/tools/team1/${name}/connect`);
const invoke = (tool_name: string, given?: object) =>
  operator.ask('POST', '/tools/team1/clock/invoke', {
    tool_name,
    ...(given === undefined ? {} : { arguments: given }),
  });

describe('the tools of an MCP server', () => {
  test('are the recorded ones at first [developer-tooling/Backend lists the tools of an MCP server]', async () => {
    expect(await connect()).toMatchObject({
      tools: [{ name: 'get_weather' }, { name: 'add' }, { name: 'broken' }],
      unrecorded: null,
    });
    expect(await invoke('get_weather', {})).toMatchObject({
      result: {
        isError: true,
        content: [{ text: expect.stringMatching(/1 validation error for/) }],
      },
    });
  });

  test('are those that a test offers, for every tool of the name [developer-tooling/Backend lists the tools of an MCP server]', async () => {
    const seen: unknown[] = [];
    operator.backend.mcp.server('clock').offer([
      {
        name: 'now',
        description: 'The time',
        inputSchema: { type: 'object', properties: { zone: { type: 'string' } } },
        async call(given) {
          seen.push(given);
          return `noon in ${String(given['zone'])}`;
        },
      },
      {
        name: 'odd',
        call() {
          throw 'thrown text';
        },
      },
    ]);
    expect(await operator.ask('POST', '/tools/team2/clock/connect')).toMatchObject({
      tools: [
        { name: 'now', description: 'The time', input_schema: { properties: { zone: {} } } },
        { name: 'odd', description: null, input_schema: { type: 'object' } },
      ],
    });
    expect(await invoke('now', { zone: 'UTC' })).toMatchObject({
      result: { content: [{ type: 'text', text: 'noon in UTC' }], isError: false },
    });
    expect(await invoke('odd')).toMatchObject({
      result: { content: [{ text: 'Error executing tool odd: thrown text' }], isError: true },
    });
    expect(await invoke('add', { a: 1, b: 2 })).toMatchObject({
      result: { content: [{ text: 'Unknown tool: add' }], isError: true },
    });
    expect(seen).toEqual([{ zone: 'UTC' }]);
  });
});

describe('an MCP server in trouble', () => {
  test.each<[McpFailure, number, string]>([
    [
      'unreachable',
      502,
      '{"detail":"Failed to connect to MCP server at http://clock.localhost:8080"}',
    ],
    ['unauthorized', 500, 'Internal Server Error'],
    ['notFound', 500, '{"detail":"Error connecting to MCP server: Session terminated"}'],
  ])(
    'that is %s makes %i, until it recovers [developer-tooling/Backend meets a failing MCP server]',
    async (failure, status, text) => {
      const server = operator.backend.mcp.server('clock');
      server.fail(failure);
      expect(await connect()).toMatchObject({ status, text, unrecorded: null });
      server.recover();
      expect(await connect()).toMatchObject({ status: 200 });
    },
  );

  test('that answers HTML gets no reply out of the backend [developer-tooling/Backend meets a failing MCP server]', async () => {
    operator.backend.mcp.server('clock').fail('html');
    const signal = AbortSignal.timeout(100);
    await expect(
      operator.ask('POST', '/tools/team1/clock/connect', undefined, { signal }),
    ).rejects.toThrow('aborted due to timeout');
    expect(await operator.ask('GET', '/health')).toMatchObject({ status: 200 });
  });

  test('is there as long as a tool has its name, or for good once it is scripted [developer-tooling/Backend meets a failing MCP server]', async () => {
    expect(await connect('nope')).toMatchObject({ status: 502 });
    operator.backend.mcp.server('nope').recover();
    expect(await connect('nope')).toMatchObject({ status: 200 });
    await operator.ask('DELETE', '/tools/team1/clock');
    expect(await connect()).toMatchObject({ status: 502 });
  });
});
