// What callers cost who wait: `node --expose-gc waiting-callers-process.ts CALLERS` prints it as JSON.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { account } from '../peers/token-client.ts';
import { tokenAnswer } from '../token-answer.ts';

const callers = Number(process.argv[2]);
const responses: ServerResponse[] = [];
const server = createServer((request, response) => {
  responses.push(response);
  request.resume();
  server.emit('asked');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' ? address?.port : undefined;
const manager = new KeycloakTokenManager({
  ...account,
  tokenEndpoint: `http://127.0.0.1:${port}/token`,
  timeoutMs: 300_000,
});
const calls: Promise<string>[] = [manager.getToken()];
await once(server, 'asked');

const heap = () => {
  gc?.();
  return process.memoryUsage().heapUsed;
};
const before = heap();
while (calls.length <= callers) calls.push(manager.getToken());
await new Promise(resolve => setImmediate(resolve));
const bytes = heap() - before;

const answer = tokenAnswer(1, Date.now(), 300);
responses[0]?.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
const tokens = await Promise.all(calls);
const served = tokens.filter(token => token === answer.access_token).length - 1;
console.log(JSON.stringify({ bytes, requests: responses.length, served }));
process.exit();
