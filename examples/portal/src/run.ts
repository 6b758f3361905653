// `npm run portal [-- --config FILE]…`: installs Backstage here, bundles the page and starts the portal until Ctrl-C.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkAppConfig, formatReport } from '@rhdh-boost/config-tools';
import { startTestServers } from '@rhdh-boost/testkit';
import { bundlePage } from './bundled-page.ts';
import { exampleFolder, installExample } from './installed-example.ts';

const { env } = process;
const port = env['BACKEND_PORT'] || '7007';
const signals = ['SIGINT', 'SIGTERM'] as const;
const leave = () => process.exit(0);

/** An error before Backstage starts is one line. Backstage logs its own. */
function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/** Without them, Backstage would connect as the user of the operating system. */
function checkVariables(): void {
  if (env['POSTGRES_HOST'] === undefined) return;
  for (const name of ['POSTGRES_USER', 'POSTGRES_PASSWORD']) {
    if (env[name] === undefined) fail(`POSTGRES_HOST is set and ${name} is not. Set it as well.`);
  }
}

/** The app-config files: this folder's for each server that the environment names, then those of the user. */
function appConfigFiles(own: readonly string[]): string[] {
  const names = [
    'app-config.yaml',
    ...(env['POSTGRES_HOST'] === undefined ? [] : ['app-config.postgres.yaml']),
    ...(env['REDIS_URL'] === undefined ? [] : ['app-config.redis.yaml']),
    ...(own.length > 0 ? [] : ['app-config.boost.yaml']),
  ];
  return [...names.map(name => join(exampleFolder, name)), ...own];
}

/** Starts a Keycloak and a Kagenti in this process, and sets the variables of app-config.boost.yaml. */
async function startServers(): Promise<void> {
  const agents = [
    { namespace: 'team1', name: 'weather-agent' },
    { namespace: 'team2', name: 'travel-agent' },
  ];
  const { appConfig } = await startTestServers({
    kagenti: { namespaces: ['team1', 'team2'], agents },
  });
  const { encryptionSecret, kagenti, providers } = appConfig.boost;
  env['BOOST_ENCRYPTION_SECRET'] = encryptionSecret;
  env['KEYCLOAK_TOKEN_ENDPOINT'] = kagenti.auth.tokenEndpoint;
  env['KEYCLOAK_CLIENT_SECRET'] = kagenti.auth.clientSecret;
  env['KAGENTI_BASE_URL'] = providers.kagenti.baseUrl;
}

async function run(own: readonly string[]): Promise<void> {
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
  };
  for (const signal of signals) process.on(signal, interrupt);
  const missing = await installExample(); // passes signals on to npm, and ends after it
  if (isInterrupted) leave();
  if (missing !== undefined) fail(missing);
  for (const signal of signals) process.off(signal, interrupt).on(signal, leave);

  env['BACKEND_PORT'] = port;
  checkVariables();
  await bundlePage();
  if (own.length === 0) await startServers();
  const files = appConfigFiles(own);
  const report = await checkAppConfig({ files, strictEnv: true });
  if (report.findings.length > 0) console.error(formatReport(report, { output: 'text' }));
  if (report.exitCode !== 0) process.exit(1);
  process.argv.splice(2, Infinity, ...files.flatMap(file => ['--config', resolve(file)]));
  process.chdir(exampleFolder); // Backstage needs a package.json in its folder or above
  await import('./backend.ts');
  for (const signal of signals) process.off(signal, leave); // Backstage closes what its plugins opened, then exits
  console.log(`
The portal is at http://localhost:${port}. Sign in as jane, bob, ada or carl. Ctrl-C stops it.
`);
}

/** The files after `--config`. */
function ownFiles(): readonly string[] {
  try {
    const { values } = parseArgs({ options: { config: { type: 'string', multiple: true } } });
    return values.config ?? [];
  } catch (error) {
    return fail(`${Object(error).message}

Usage: npm run portal [-- --config FILE]...

  --config FILE  an app-config file with the boost section; repeat it for more files`);
  }
}

const own = ownFiles();
try {
  await run(own);
} catch (error) {
  const { code, message } = Object(error);
  fail(code === 'EADDRINUSE' ? `${message}. Set BACKEND_PORT to a free port.` : message);
}
