// Stands for a Kagenti backend, in a process of its own, so that its work is none of the client's. What it answers is said
// by the first segment of the path, which is that of the client's base URL: `/agents-10` lists ten agents, `/events-1000`
// streams a thousand events and the end, `/hold` sends one event and no more.
import { createServer, type ServerResponse } from 'node:http';
import { agentList, streamEnd, streamEvent } from './answers.ts';

/** Events that are written at once. */
const BLOCK = 500;
const block = Buffer.from(
  Array.from({ length: BLOCK }, (_none, index) => streamEvent(index)).join(''),
);
const lists = new Map<number, Buffer>();

function listOf(agents: number): Buffer {
  const list = lists.get(agents) ?? Buffer.from(agentList(agents));
  lists.set(agents, list);
  return list;
}

function writeEvents(response: ServerResponse, events: number): void {
  let left = events;
  const more = (): void => {
    while (left >= BLOCK) {
      left -= BLOCK;
      if (!response.write(block)) {
        response.once('drain', more);
        return;
      }
    }
    const rest = Array.from({ length: left }, (_none, index) => streamEvent(index));
    response.end(rest.join('') + streamEnd);
  };
  more();
}

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    const [, kind, amount = '0'] = /^\/([a-z]+)-?(\d*)\//.exec(request.url ?? '') ?? [];
    if (kind === 'agents') {
      const body = listOf(Number(amount));
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': body.length,
      });
      response.end(body);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    if (kind === 'hold') response.write(streamEvent(0));
    else writeEvents(response, Number(amount));
  });
});
server.keepAliveTimeout = 60_000;
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : undefined);
});
process.on('message', () => {
  server.getConnections((_error, connections) => process.send?.(connections));
});
process.once('disconnect', () => process.exit());
