import { gzipSync } from 'node:zlib';
import {
  drip,
  echo,
  firstEvent,
  headOf,
  pour,
  reply,
  respond,
  writeThenReset,
} from './answers.fixture.ts';
import { type Fault, type FaultGroup, ofStream, type Treatment } from './fault.fixture.ts';

/** A stream of these bytes, whole. */
function events(situation: string, text: string | Buffer, outcome: string): Fault {
  return {
    situation,
    onRequest: respond(200, text),
    calls: ofStream(outcome, { connections: 1 }),
  };
}

/** Begins a stream, and goes on as it is told. */
const begun =
  (go: Treatment): Treatment =>
  (socket, request) => {
    socket.write(`${headOf(request)}\r\n`);
    go(socket, request);
  };

const data = (event: unknown): string => `data: ${JSON.stringify(event)}\n\n`;
const final = data({ event: { type: 'status', state: 'COMPLETED', final: true } });
const depth = 100_000;
const nested = `data: {"event":{"type":"new","x":${'['.repeat(depth)}${']'.repeat(depth)}}}\n\n`;

export const streamFaults: FaultGroup = {
  heading: 'What a stream holds',
  faults: [
    events('nothing that ends it', firstEvent, 'stream truncated'),
    events('comments alone', ': ping\n\n: ping\n\n', 'stream truncated'),
    events('an error of the agent', firstEvent + data({ error: echo }), 'stream agent'),
    events(
      'a task that failed',
      data({ event: { type: 'status', state: 'FAILED', final: true, message: echo } }),
      'stream agent',
    ),
    events('an event that is no JSON', `${firstEvent}data: <p>\n\n${reply}`, 'stream protocol'),
    events('an event that is no object', `data: [1]\n\n${reply}`, 'stream protocol'),
    events(
      'text that is no UTF-8',
      Buffer.concat([
        Buffer.from('data: {"content":"'),
        Buffer.from([0xff]),
        Buffer.from(`"}\n\n${reply}`),
      ]),
      'the reply',
    ),
    events(
      'a byte order mark, and CR for LF',
      `\uFEFF${reply.replaceAll('\n', '\r')}`,
      'the reply',
    ),
    events('a new kind of event that is 100 000 levels deep', nested + reply, 'stream protocol'),
    events('events after the end', `${reply}data: <p>\n\n`, 'the reply'),
    events('a last event without its blank line', reply.trimEnd(), 'the reply'),
    events('events in gzip, without a header that names it', gzipSync(reply), 'stream truncated'),
    {
      situation: 'an event above 8 MiB',
      onRequest: begun(socket =>
        socket.write(`data: {"content":"${'x'.repeat(9 * 1024 * 1024)}"}\n\n`),
      ),
      calls: ofStream('stream protocol'),
    },
    {
      situation: 'an event without end',
      onRequest: begun(socket => {
        socket.write('data: {"content":"');
        pour(socket, 'x'.repeat(64 * 1024));
      }),
      calls: ofStream('stream protocol'),
    },
    {
      situation: 'many lines of one event without end',
      onRequest: begun(socket => pour(socket, `data: ${'x'.repeat(64 * 1024)}\n`)),
      calls: ofStream('stream protocol'),
    },
    {
      situation: 'silence in the middle',
      onRequest: begun(socket => socket.write(firstEvent)),
      calls: ofStream('timeout idle'),
    },
    {
      situation: 'comments without end, until the caller aborts',
      abortAfterMs: 600,
      onRequest: begun(socket => drip(socket, ': ping\n\n')),
      calls: ofStream('abort'),
    },
    {
      situation: 'events without end, until the caller aborts',
      abortAfterMs: 200,
      onRequest: begun(socket => pour(socket, firstEvent.repeat(100))),
      calls: ofStream('abort'),
    },
    {
      situation: 'a complete reply, and the connection stays open',
      onRequest: begun(socket => socket.write(final)),
      calls: ofStream('the reply'),
    },
    {
      situation: 'a complete reply, and a reset instead of its end',
      onRequest: begun(socket => writeThenReset(socket, final)),
      calls: ofStream('the reply'),
    },
    {
      situation: 'a done mark, and events without end after it',
      onRequest: begun(socket => {
        socket.write(reply);
        pour(socket, firstEvent.repeat(100));
      }),
      calls: ofStream('the reply'),
    },
  ],
};
