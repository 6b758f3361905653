import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { repositoryRoot } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { contractOf, object } from './contract.fixture.ts';
import { readContractArguments, takeContractIn } from './contract.ts';
import { formatChanges } from './format-changes.ts';
import type { Contract } from './openapi.ts';
import { takeIn } from './take-in.ts';

const kept = 'packages/kagenti-contract/openapi.json';
const before = contractOf({ sent: object({ a: { type: 'string' } }) });
const after = contractOf({ sent: object({ 'a!': { type: 'string' } }) });
const written = (contract: Contract): string => `${JSON.stringify(contract, null, 1)}\n`;

let output: string;
let remarks: string;

beforeEach(() => {
  output = '';
  remarks = '';
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    output += `${line}\n`;
  });
  vi.spyOn(console, 'error').mockImplementation((line: string) => {
    remarks += `${line}\n`;
  });
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
});

/** Takes a contract in, in a repository that keeps `before`. */
async function take(next: unknown, ...flags: string[]): Promise<{ code: number; kept: string }> {
  const root = scratchFolder({ [kept]: written(before), 'next.json': JSON.stringify(next) });
  const wish = readContractArguments([join(root, 'next.json'), ...flags]);
  const code = await takeContractIn(root, wish);
  return { code, kept: readFileSync(join(root, kept), 'utf8') };
}

describe('a contract that differs', () => {
  test('is told and written', async () => {
    const result = await take(after);
    expect(output).toBe(
      'The contract changed: 1 breaking, 0 compatible.\n' +
        'breaking   POST /api/v1/agents (agents.create) body.a is required now [required]\n',
    );
    expect(result).toEqual({ code: 0, kept: written(after) });
    expect(remarks).toContain(kept);
  });

  test('is only told where that is wanted', async () => {
    const result = await take(after, '--dry-run', '--format', 'json');
    expect(JSON.parse(output)).toMatchObject({ changes: [{ kind: 'breaking', rule: 'required' }] });
    expect(result.kept).toBe(written(before));
  });

  test('fails a script', async () => {
    expect(await take(after, '--fail-on-breaking')).toMatchObject({ code: 1 });
    expect(await take(before, '--fail-on-breaking')).toMatchObject({ code: 0 });
  });

  test('is a table for a pull request', async () => {
    await take(after, '--format', 'markdown');
    expect(output).toContain(
      '| breaking | `POST /api/v1/agents` (agents.create) | `body.a` | is required now | required |',
    );
    const choice = { kind: 'breaking', operation: 'GET /b', place: '', rule: 'type' } as const;
    expect(formatChanges([{ ...choice, description: 'a | b' }], 'markdown')).toContain(
      '| breaking | `GET /b` (new) |  | a \\| b | type |',
    );
  });
});

test('the contract of this repository changes nothing in itself', async () => {
  const file = join(repositoryRoot, kept);
  const text = readFileSync(file, 'utf8');
  const root = scratchFolder({ [kept]: text });
  await takeContractIn(root, readContractArguments([file]));
  expect(output).toBe('The contract says what it said.\n');
  expect(readFileSync(join(root, kept), 'utf8')).toBe(text);
  expect(takeIn(JSON.parse(text), JSON.parse(text)).contract).toEqual(JSON.parse(text));
});

test('a backend that tells no roles leaves them as they were', async () => {
  const { 'x-required-role': _role, ...untold } = before.paths['/api/v1/agents']?.post ?? {
    responses: {},
  };
  const next = {
    ...before,
    paths: { '/api/v1/agents': { post: untold }, '/new': { get: untold } },
  };
  const result = await take(next);
  expect(JSON.parse(result.kept).paths['/api/v1/agents'].post['x-required-role']).toBe('operator');
  expect(remarks).toContain('those of the contract before were kept');
  expect(remarks).toContain('GET /new tells no role');
  expect(remarks).not.toContain('POST /api/v1/agents tells');
});

test('wording is left out, and a field of that name is not', () => {
  const field = { type: 'string', description: 'words', default: { title: 'a value' } };
  const schema = {
    ...object({ title: field, properties: field }),
    title: 'words',
    examples: ['words'],
  };
  const rules = { deprecated: true, summary: 'words', tags: ['words'] };
  const next = contractOf({ sent: schema, rules, schemas: { description: schema } });
  const { contract } = takeIn(next, before);
  const plain = object({
    title: { type: 'string', default: { title: 'a value' } },
    properties: { type: 'string', default: { title: 'a value' } },
  });
  expect(contract).toEqual(
    contractOf({ sent: plain, rules: { deprecated: true }, schemas: { description: plain } }),
  );
});

describe('a contract that cannot be read', () => {
  test.each([
    ['[]', 'is no OpenAPI document of version 3'],
    ['{"openapi":"2.0","paths":{}}', 'is no OpenAPI document of version 3'],
    ['{"openapi":"3.1.0"}', 'is no OpenAPI document of version 3'],
    ['{', 'is neither JSON nor YAML'],
  ])('%s', async (text, message) => {
    const root = scratchFolder({ [kept]: written(before), 'next.json': text });
    const source = join(root, 'next.json');
    await expect(takeContractIn(root, readContractArguments([source]))).rejects.toThrow(
      `${source} ${message}`,
    );
    expect(readFileSync(join(root, kept), 'utf8')).toBe(written(before));
  });

  test('no such file, no such server, a server that refuses', async () => {
    const root = scratchFolder({ [kept]: written(before) });
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/openapi.json' ? 200 : 404;
      response.end('openapi: 3.1.0\ninfo: {}\npaths: {}\n');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port = 0 } = Object(server.address());
    const at = (path: string) => takeContractIn(root, readContractArguments([path]));
    await expect(at('/no/such/file')).rejects.toThrow('/no/such/file cannot be read: give a file');
    await expect(at(`http://127.0.0.1:${port}/docs`)).rejects.toThrow('the server answers 404');
    await expect(at(`http://127.0.0.1:${port}/openapi.json`)).resolves.toBe(0);
    await new Promise(resolve => server.close(resolve));
    await expect(at(`http://127.0.0.1:${port}/openapi.json`)).rejects.toThrow(
      'no server that answers',
    );
  });

  test.each([[[]], [['a', 'b']], [['a', '--format', 'xml']], [['a', '--what']]])(
    'arguments %j',
    args => {
      expect(() => readContractArguments(args)).toThrow('npm run contract -- FILE|URL');
    },
  );
});
