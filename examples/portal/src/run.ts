// `npm run portal`: installs Backstage here, bundles the page, and starts the portal.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestServers } from '@rhdh-boost/testkit';
import { bundlePage } from './bundled-page.ts';
import { exampleFolder, installExample } from './installed-example.ts';

const { values } = parseArgs({ options: { config: { type: 'string', multiple: true } } });

const missing = await installExample();
if (missing === undefined) {
  await bundlePage();
  const files = ['app-config.yaml'].map(file => join(exampleFolder, file));
  if (values.config === undefined) {
    const { appConfig } = await startTestServers({
      kagenti: {
        namespaces: ['team1', 'team2'],
        agents: [
          { namespace: 'team1', name: 'weather-agent' },
          { namespace: 'team2', name: 'travel-agent' },
        ],
      },
    });
    const { encryptionSecret, kagenti, providers } = appConfig.boost;
    process.env['BOOST_ENCRYPTION_SECRET'] = encryptionSecret;
    process.env['KEYCLOAK_TOKEN_ENDPOINT'] = kagenti.auth.tokenEndpoint;
    process.env['KEYCLOAK_CLIENT_SECRET'] = kagenti.auth.clientSecret;
    process.env['KAGENTI_BASE_URL'] = providers.kagenti.baseUrl;
    files.push(join(exampleFolder, 'app-config.boost.yaml'));
  }
  process.argv.splice(
    2,
    Infinity,
    ...[...files, ...(values.config ?? [])].flatMap(file => ['--config', file]),
  );
  await import('./backend.ts');
  console.log('The portal is at http://localhost:7007');
} else {
  console.error(missing);
  process.exitCode = 1;
}
