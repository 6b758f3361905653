// `npm run portal`: installs Backstage here, starts the backend on embedded servers, and asks it.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { BackendProcess } from '../test/fixtures/backend-process.ts';
import { startEmbeddedServers } from '../test/fixtures/embedded-servers.ts';
import { installExample } from './installed-example.ts';

const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const missing = await installExample();
if (missing === undefined) {
  await run(values.once);
} else {
  console.error(missing);
  process.exitCode = 1;
}

async function run(endsAfterOneCall: boolean): Promise<void> {
  await using servers = await startEmbeddedServers();
  const { environment, callerToken, identityProvider } = servers;
  await using backend = await BackendProcess.start({ environment });
  const url = `${backend.url}/api/agents`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${callerToken}` } });
  console.log(`GET ${url}: ${answer.status}\n${await answer.text()}`);
  console.log(`${identityProvider.requests.length} token request`);
  if (!endsAfterOneCall) {
    console.log(
      `\nAsk it yourself, until Ctrl-C:\ncurl -H 'authorization: Bearer ${callerToken}' ${url}`,
    );
    await Promise.race(['SIGINT', 'SIGTERM'].map(signal => once(process, signal)));
  }
  await backend.stop();
}
