import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';

const run = promisify(execFile);
const source = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);

/** Runs a client in a process of its own; gives what of OpenTelemetry was asked for, and its log. */
async function program(
  before: string,
): Promise<{ asked: string[]; lines: string[]; items: number; headers: string[] }> {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const script = `
    import { registerHooks } from 'node:module';
    const asked = [];
    const lines = [];
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier.startsWith('@opentelemetry/')) {
          if (!specifier.startsWith('.') && !specifier.startsWith('file:')) asked.push(specifier);
          if (globalThis.hidesApi && specifier === '@opentelemetry/api') throw new Error('gone');
        }
        return next(specifier, context);
      },
    });
    ${before}
    const { KagentiClient } = await import(${source('../index.ts')});
    const line = text => lines.push(text);
    const kagenti = new KagentiClient({
      baseUrl: ${JSON.stringify(server.origin)},
      tokens: { getToken: async () => 'a-token', invalidate: () => true },
      sessions: { key: 'k'.repeat(32) },
      logger: { warn: line, info: line, debug: line },
    });
    const { agents } = kagenti.asUser('user:default/jane');
    await agents.list();
    const { items } = await agents.list();
    await kagenti.close();
    console.log(JSON.stringify({ asked, lines, items: items.length }));
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  const headers = server.requests.flatMap(request => Object.keys(request.headers));
  return { ...JSON.parse(stdout), headers };
}

test('without an SDK no module of OpenTelemetry is looked for [kagenti-observability/Process without an SDK]', async () => {
  const { asked, items, headers } = await program('');
  expect({ asked, items }).toEqual({ asked: [], items: 0 });
  expect(headers).not.toContain('traceparent');
});

test('with an SDK the API is loaded [kagenti-observability/Process without an SDK]', async () => {
  const { asked } = await program(
    "globalThis[Symbol.for('opentelemetry.js.api.1')] = { version: '1.9.1', trace: {} };",
  );
  expect(asked).toContain('@opentelemetry/api');
});

test('an API that cannot be loaded is said once, and the client works [kagenti-observability/SDK set up later]', async () => {
  const { items, lines } = await program(
    "globalThis.hidesApi = true; globalThis[Symbol.for('opentelemetry.js.api.1')] = { version: '1.9.1', trace: {}, metrics: {} };",
  );
  expect(items).toBe(0);
  expect(lines.filter(line => line.includes('@opentelemetry/api'))).toHaveLength(1);
});
