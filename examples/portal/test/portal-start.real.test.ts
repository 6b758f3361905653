import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@rhdh-boost/test-support/free-port';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exampleFolder } from '../src/installed-example.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';

const repository = join(exampleFolder, '../..');

interface Started {
  /** What it wrote so far. */
  output: string;
  /** Sends a signal to the program alone, as a supervisor does. */
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

/** Runs `run.ts` of a folder from outside of the repository, with a separate folder for temporary files. */
function start(
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  folder: string = exampleFolder,
  cwd: string = repository,
): Started & { readonly temporary: string } {
  const temporary = mkdtempSync(join(tmpdir(), 'portal-test-'));
  onTestFinished(() => rmSync(temporary, { recursive: true }));
  const child = spawn(process.execPath, [join(folder, 'src/run.ts'), ...args], {
    cwd,
    env: { ...process.env, BACKEND_PORT: '0', TMPDIR: temporary, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'close').then(() => child.exitCode);
  const started = {
    output: '',
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    ended,
    temporary,
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      started.output += text;
    });
  }
  return started;
}

/** The variables of app-config.boost.yaml, with servers that do not run. */
const serversOfUser = {
  BOOST_ENCRYPTION_SECRET: 'of this test, and long enough for a key',
  KEYCLOAK_TOKEN_ENDPOINT: 'http://127.0.0.1:1/realms/dev/protocol/openid-connect/token',
  KEYCLOAK_CLIENT_SECRET: 'of this test',
  KAGENTI_BASE_URL: 'http://127.0.0.1:1',
};

const written = (portal: Started, text: string) =>
  expect.poll(() => portal.output, { timeout: 60_000, interval: 20 }).toContain(text);

describe.skipIf(await skipsBackstage())('npm run portal', () => {
  test('Portal: starts in any folder, with the servers of the test kit, and prints its address [portal/Portal starts with one command]', async () => {
    const port = String(await freePort());
    const portal = start([], { BACKEND_PORT: port });

    await written(
      portal,
      `The portal is at http://localhost:${port}. Sign in as jane, bob, ada or carl.`,
    );
    expect(portal.output).not.toContain(' warning boost.');
    expect((await fetch(`http://127.0.0.1:${port}/api/portal/health`)).status).toBe(200);

    portal.kill('SIGINT');
    expect(await portal.ended).toBe(0);
    expect(readdirSync(portal.temporary)).toEqual([]);
  });

  test('Portal: starts from any folder, on port 7007 for an empty BACKEND_PORT', async () => {
    const { args = [] } = await withFile('backend: { listen: { port: 0 } }\n')();
    const boost = join(exampleFolder, 'app-config.boost.yaml');
    const variables = { ...serversOfUser, BACKEND_PORT: '' };

    const portal = start(['--config', boost, ...args], variables, exampleFolder, tmpdir());

    await written(portal, 'The portal is at http://localhost:7007.');
    portal.kill('SIGINT');
    expect(await portal.ended).toBe(0);
  });

  test('Portal: prints the warnings of its check, and starts', async () => {
    const boost = join(exampleFolder, 'app-config.boost.yaml');
    const text = 'boost: { encryptionSecret: "of this test, and long enough" }\n';
    const { args = [] } = await withFile(text)();

    const portal = start(['--config', boost, ...args], serversOfUser);

    await written(portal, 'The portal is at http://localhost:');
    expect(portal.output).toContain(
      'warning boost.encryptionSecret is a secret that is written in the file itself',
    );
    portal.kill('SIGINT');
    expect(await portal.ended).toBe(0);
  });

  test('Portal: Ctrl-C ends it while Backstage starts [portal/Ctrl-C leaves nothing behind]', async () => {
    const portal = start();
    await written(portal, 'Loading config from');

    portal.kill('SIGINT');

    expect(await portal.ended).toBe(0);
    expect(readdirSync(portal.temporary)).toEqual([]);
  });

  test('Portal: Ctrl-C during the installation ends npm first', async () => {
    const { folder, bin } = copyWithoutPackages();
    const portal = start([], { PATH: `${bin}:/usr/bin:/bin` }, folder);
    await written(portal, 'npm runs');
    expect(portal.output).toMatch(
      /Installing Backstage for portal-\w+, several hundred MB \(npm ci\)/,
    );

    portal.kill('SIGINT');

    expect(await portal.ended).toBe(0);
    expect(portal.output).toContain('npm ends');
    expect(readdirSync(portal.temporary)).toEqual([]);
  });

  test.each<[string, () => Promise<StartCase>, RegExp]>([
    [
      'a file that does not exist',
      async () => ({ args: ['--config', 'no-such.yaml'] }),
      /no-such\.yaml.* does not exist/,
    ],
    ['a file that is not YAML', withFile('boost: [\n'), /is not valid YAML/],
    [
      'a file with an unknown key',
      withFile('boost: { securty: { mode: full } }\n'),
      /boost\.securty is not a known key[^]*boost\.security/,
    ],
    [
      'a variable that is not set',
      withFile('boost: { encryptionSecret: "${NOT_SET_HERE}" }\n'),
      /NOT_SET_HERE/,
    ],
    [
      'PostgreSQL without its user',
      async () => ({ environment: { POSTGRES_HOST: '127.0.0.1' } }),
      /POSTGRES_HOST is set and POSTGRES_USER is not/,
    ],
    [
      'an option that does not exist',
      async () => ({ args: ['--confg', 'x'] }),
      /Unknown option '--confg'[^]*Usage: npm run portal \[-- --config FILE\]\.\.\./,
    ],
    [
      'a port in use',
      takenPort,
      /address already in use 127\.0\.0\.1:\d+\. Set BACKEND_PORT to a free port\./,
    ],
  ])(
    'Portal: reports %s, and exits with 1 [portal/Wrong start names the remedy]',
    async (_name, given, message) => {
      const { args = [], environment = {} } = await given();
      const portal = start(args, environment);

      expect(await portal.ended).toBe(1);
      expect(portal.output).toMatch(message);
      expect(portal.output).not.toContain('    at ');
    },
  );
});

interface StartCase {
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

function withFile(text: string): () => Promise<StartCase> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portal-config-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'app-config.test.yaml');
    writeFileSync(file, text);
    return { args: ['--config', file] };
  };
}

async function takenPort(): Promise<StartCase> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { environment: { BACKEND_PORT: String(Object(server.address()).port) } };
}

/** The example before its installation, and a folder with an `npm` that runs until it gets a signal. */
function copyWithoutPackages(): { folder: string; bin: string } {
  mkdirSync(join(repository, 'temp'), { recursive: true });
  const folder = mkdtempSync(join(repository, 'temp', 'portal-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ['src', 'package.json', 'package-lock.json']) {
    cpSync(join(exampleFolder, name), join(folder, name), { recursive: true });
  }
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const script = `#!/bin/sh
trap 'echo npm ends; exit 130' INT TERM
echo npm runs
while :; do sleep 0.05; done
`;
  writeFileSync(join(bin, 'npm'), script, { mode: 0o755 });
  return { folder, bin };
}
