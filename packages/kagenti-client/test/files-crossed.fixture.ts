// A program that makes one call to a server of its own, and prints as JSON which files of `src` had a function run in
// it. The client exists and has made a call before, so that what is made only once does not count.
import { createServer } from 'node:http';
import { Session } from 'node:inspector/promises';
import { KagentiClient } from '../src/kagenti-client.ts';

const source = new URL('../src/', import.meta.url).href;

const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json').end('{"items":[]}');
});
await new Promise<void>(resolve => {
  server.listen(0, '127.0.0.1', resolve);
});
const address = server.address();
const port = typeof address === 'object' ? address?.port : undefined;
const kagenti = new KagentiClient({
  baseUrl: `http://127.0.0.1:${port}`,
  tokens: { getToken: async () => 'token-of-tests', invalidate: () => true },
  authorize: () => true,
  audit: () => undefined,
});
const jane = kagenti.asUser('user:default/jane');
await jane.agents.list();

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
await session.post('Profiler.takePreciseCoverage');
await jane.agents.list();
const { result } = await session.post('Profiler.takePreciseCoverage');
const crossed = result
  .filter(({ url }) => url.startsWith(source))
  .filter(({ functions }) => functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0))
  .map(({ url }) => url.slice(source.length));
process.stdout.write(JSON.stringify(crossed.toSorted()));

await kagenti.close();
server.close();
