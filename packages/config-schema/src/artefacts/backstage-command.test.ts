import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeScratchApp, type ScratchApp } from '../../test/artefacts/scratch-app.fixture.ts';
import {
  completeConfiguration,
  completeSecrets,
} from '../../test/complete-configuration.fixture.ts';

const command = join(
  dirname(createRequire(import.meta.url).resolve('@backstage/cli-module-config/package.json')),
  'bin/backstage-cli-module-config',
);

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

let app: ScratchApp;
beforeAll(() => {
  // Backstage's own packages declare the other sections; this one stands for them.
  app = makeScratchApp({
    '@acme/app': {
      type: 'object',
      properties: { app: { type: 'object', properties: { title: { type: 'string' } } } },
    },
  });
});
afterAll(() => app.remove());

/** Runs Backstage's command in the app, on a file with the given text. */
function runCommand(
  [name = '', ...options]: readonly string[],
  text: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const file = app.write('app-config.yaml', text);
  return new Promise(resolve => {
    execFile(
      process.execPath,
      [command, name, ...options, '--config', file],
      { cwd: app.folder, env: { PATH: process.env['PATH'], ...environment } },
      (error, output, errors) =>
        resolve({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
  });
}

/** What JSON writes is YAML, too. */
const complete = JSON.stringify(completeConfiguration);
const strict = ['config:check', '--strict'];
const boost = (text: string) => `boost:\n  security: { mode: full }\n  ${text}\n`;

describe('config:check --strict', { timeout: 60_000 }, () => {
  it("passes a complete configuration [boost-configuration/Backstage's command checks a configuration strictly]", async () => {
    const { code, errors } = await runCommand(strict, complete);
    expect(errors).toBe('Loaded config from app-config.yaml\n');
    expect(code).toBe(0);
  });

  it.each([
    ['an unknown key', boost('kagneti: {}'), /additionalProperty=kagneti.* at \/boost/],
    [
      'an unknown key in a section',
      boost('model: { nam: x }'),
      /additionalProperty=nam.* at \/boost\/model/,
    ],
    [
      'a value of a wrong type',
      boost('systemPrompt: [x]'),
      /must be string .* at \/boost\/systemPrompt/,
    ],
    [
      'a value that is no choice',
      'boost: { security: { mode: none } }\n',
      /must be equal to one of the allowed values .* at \/boost\/security\/mode/,
    ],
    [
      'a number out of range',
      boost('providers: { kagenti: { maxRetries: -1 } }'),
      /must be >= 0 .*maxRetries/,
    ],
    ['a missing mode', 'boost: { systemPrompt: x }\n', /required property 'security'/],
    [
      'a mode that is an unset variable',
      'boost: { security: { mode: "${UNSET}" } }\n',
      /required property 'mode'/,
    ],
  ])(
    "fails for %s [boost-configuration/Backstage's command checks a configuration strictly]",
    async (_, text, expected) => {
      const { code, errors } = await runCommand(strict, text);
      expect(code).toBe(1);
      expect(errors).toMatch(expected);
    },
  );

  it("takes values from the environment, text for numbers and booleans too [boost-configuration/Backstage's command checks a configuration strictly]", async () => {
    const text = boost(
      'features: { agentCreation: "${FLAG}" }\n  kagenti: { auth: { tokenExpiryBufferSeconds: "${SECONDS}" } }',
    );
    const environment = { FLAG: 'off', SECONDS: '60' };
    expect((await runCommand(strict, text, environment)).code).toBe(0);
    const wrong = await runCommand(strict, text, { FLAG: 'off', SECONDS: 'soon' });
    expect(wrong.errors).toMatch(/must be number .*tokenExpiryBufferSeconds/);
    expect(wrong.code).toBe(1);
  });

  it("takes text that is not known yet with --lax [boost-configuration/Backstage's command checks a configuration strictly]", async () => {
    const text = boost('kagenti: { auth: { clientId: "${UNSET}" } }');
    expect((await runCommand([...strict, '--lax'], text)).code).toBe(0);
  });
});

describe('config:print', { timeout: 60_000 }, () => {
  it('shows each secret as <secret> [boost-configuration/Secrets are recognised by Backstage]', async () => {
    const { output } = await runCommand(['config:print'], complete);
    for (const secret of completeSecrets) expect(output).not.toContain(secret);
    expect(output.match(/<secret>/g)).toHaveLength(completeSecrets.length);
    expect(output).toContain('clientId: boost');
  });

  it('shows the frontend no backend value and no secret [boost-configuration/Frontend sees no backend or secret value]', async () => {
    const { output } = await runCommand(
      ['config:print', '--frontend', '--format', 'json'],
      complete,
    );
    const { model, features } = completeConfiguration.boost;
    expect(JSON.parse(output)).toEqual({ boost: { model, features } });
  });
});
