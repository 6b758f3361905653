import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Operator, startOperator } from '../../../test/backend/operator.fixture.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator();
});

afterEach(() => operator[Symbol.asyncDispose]());

const parse = (content: string) => operator.ask('POST', '/agents/parse-env', { content });
const load = (url: string) => operator.ask('POST', '/agents/fetch-env-url', { url });

test.each([
  ['A = 1 ', { name: 'A', value: '1' }],
  ["A='x=y'", { name: 'A', value: 'x=y' }],
  ['A="', { name: 'A', value: '' }],
  ['A="x\'', { name: 'A', value: '"x\'' }],
  ['A=', { name: 'A', value: '' }],
  ['A={"valueFrom":null}', { name: 'A', valueFrom: null }],
  ['_a1=\'{"valueFrom":{"k":1}}\'\r', { name: '_a1', valueFrom: { k: 1 } }],
])(
  'the line %j is a variable without a warning [developer-tooling/Backend reads environment files]',
  async (line, variable) => {
    expect(await parse(`\n# comment\n\n${line}\n`)).toMatchObject({
      envVars: [variable],
      warnings: null,
      unrecorded: 'agents.parseEnv 200',
    });
  },
);

test.each([
  ['A={broken}', 1, 'Invalid JSON in value'],
  ['A={"a":1}', 1, "JSON value without 'valueFrom' key"],
  ['A', 0, "Invalid format, missing '='"],
  ['A B=1', 0, "Invalid variable name 'A B'"],
])(
  'the line %j makes a warning [developer-tooling/Backend reads environment files]',
  async (line, count, warning) => {
    const { envVars, warnings } = await parse(`X=1\n${line}`);
    expect(envVars).toHaveLength(1 + count);
    expect(warnings).toEqual([expect.stringContaining(`Line 2: ${warning}`)]);
  },
);

test.each([
  ['http://localhost/a', 400],
  ['http://10.1.2.3/a', 400],
  ['http://172.31.0.1/a', 400],
  ['https://169.254.169.254/a', 400],
  ['http://172.32.0.1/a', 502],
  ['ftp://files.example.com/a', 400],
  ['http://', 400],
  ['nonsense', 400],
  ['https://files.example.com:444/a', 502],
  ['https://files.example.com/b', 404],
])(
  'a file at %s is refused with %i [developer-tooling/Backend reads environment files]',
  async (url, status) => {
    operator.backend.web.publish('https://files.example.com/a', 'A=1');
    expect(await load(url)).toMatchObject({ status });
  },
);

test('a published file is fetched, unless it is too large [developer-tooling/Backend reads environment files]', async () => {
  const url = 'https://files.example.com/agent.env';
  operator.backend.web.publish(url, 'A'.repeat(1024 * 1024));
  expect(await load(url)).toMatchObject({ status: 200, url });
  operator.backend.web.publish(url, 'A'.repeat(1024 * 1024 + 1));
  expect(await load(url)).toMatchObject({ status: 500, unrecorded: null });
});
