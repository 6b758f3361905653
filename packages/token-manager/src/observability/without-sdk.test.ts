import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';

const source = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/** Runs a manager in a process of its own; gives what of OpenTelemetry was asked for, and its log. */
async function run(before: string): Promise<{ asked: string[]; lines: string[]; token: string }> {
  await using endpoint = await ScriptedEndpoint.start();
  const program = `
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
    const { KeycloakTokenManager } = await import(${source('../index.ts')});
    const manager = new KeycloakTokenManager({
      tokenEndpoint: ${JSON.stringify(endpoint.tokenEndpoint)},
      clientId: 'boost',
      clientSecret: 'not-a-word',
      logger: { error() {}, warn() {}, info() {}, debug: line => lines.push(line) },
    });
    manager.invalidate(await manager.getToken());
    const token = await manager.getToken();
    await manager.close();
    console.log(JSON.stringify({ asked, lines, token }));
  `;
  const stdout = await new Promise<string>((resolve, reject) => {
    const args = ['--input-type=module', '--eval', program];
    execFile(process.execPath, args, (error, out) => (error ? reject(error) : resolve(out)));
  });
  return JSON.parse(stdout);
}

test('without an SDK no module of OpenTelemetry is looked for [token-observability/Process without an SDK]', async () => {
  const { asked, token } = await run('');
  expect({ asked, token }).toEqual({ asked: [], token: 'token-2' });
});

test('with an SDK the API is loaded [token-observability/Process without an SDK]', async () => {
  const { asked } = await run(
    "globalThis[Symbol.for('opentelemetry.js.api.1')] = { version: '1.9.1', trace: {} };",
  );
  expect(asked).toContain('@opentelemetry/api');
});

test('an API that cannot be loaded is said once, and the manager works [token-observability/SDK set up later]', async () => {
  const { token, lines } = await run(
    "globalThis.hidesApi = true; globalThis[Symbol.for('opentelemetry.js.api.1')] = { version: '1.9.1', trace: {}, metrics: {} };",
  );
  expect(token).toBe('token-2');
  expect(lines.filter(line => line.includes('@opentelemetry/api'))).toHaveLength(1);
});
